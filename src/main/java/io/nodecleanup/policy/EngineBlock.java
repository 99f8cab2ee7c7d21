package io.nodecleanup.policy;

import io.nodecleanup.api.v1alpha1.EngineSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the paths of {@code spec.engine}. */
final class EngineBlock {
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._-]+)+");
    private static final Pattern DOTS = Pattern.compile("(.*/)?\\.\\.?(/.*)?");
    private static final Pattern AGENTS_OWN = Pattern.compile(EngineSpec.AGENTS_OWN);

    private static final int MOST_DISK_PATHS = 8;

    private EngineBlock() {}

    static String socket(FieldReader fields, EngineSpec spec) {
        if (!isPath(spec.socket())) {
            fields.add("spec.engine.socket", spec.socket(), EngineSpec.SOCKET_PATH);
        }
        return spec.socket();
    }

    static List<Path> diskPaths(FieldReader fields, EngineSpec spec) {
        List<String> paths = spec.diskPaths();
        List<Path> folders = new ArrayList<>();
        if (paths.isEmpty() || paths.size() > MOST_DISK_PATHS) {
            fields.add("spec.engine.diskPaths", paths.toString(), "write one to eight folders");
        }
        for (int i = 0; i < paths.size(); i++) {
            String path = paths.get(i);
            Optional<String> advice =
                    paths.indexOf(path) < i ? Optional.of(EngineSpec.DISK_PATH_ONCE) : advice(path, spec.socket());
            if (advice.isEmpty()) {
                folders.add(Path.of(path));
            } else {
                fields.add("spec.engine.diskPaths[" + i + "]", path, advice.get());
            }
        }
        return folders;
    }

    /** What to write instead; empty if the path is right. */
    private static Optional<String> advice(String path, String socket) {
        if (!isPath(path)) {
            return Optional.of(EngineSpec.DISK_PATH);
        }
        if (AGENTS_OWN.matcher(path).matches()) {
            return Optional.of(EngineSpec.DISK_PATH_OF_ENGINE);
        }
        return (socket + "/").startsWith(path + "/")
                ? Optional.of(EngineSpec.DISK_PATH_WITHOUT_SOCKET)
                : Optional.empty();
    }

    private static boolean isPath(String path) {
        return path.length() <= 100
                && PATH.matcher(path).matches()
                && !DOTS.matcher(path).matches();
    }
}

package io.nodecleanup.engine;

import io.nodecleanup.prune.CacheRecord;
import io.nodecleanup.prune.Container;
import io.nodecleanup.prune.Image;
import io.nodecleanup.prune.Inventory;
import io.nodecleanup.prune.Network;
import io.nodecleanup.prune.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What one test makes on an engine, under names of its own, and takes away again: images without any registry, containers, build cache.
 * Also has the engine's inventory reduced to that.
 */
public final class EngineFixture implements AutoCloseable {
    private final TestEngine engine;
    private final String unique = "t" + UUID.randomUUID().toString().substring(0, 8);
    private final Path folder;
    private final List<String> images = new ArrayList<>();
    private final List<String> containers = new ArrayList<>();
    private final List<String> volumes = new ArrayList<>();
    private final List<String> networks = new ArrayList<>();

    public EngineFixture(TestEngine engine) throws IOException {
        this.engine = engine;
        folder = Files.createTempDirectory("fixture");
    }

    /** A name that no other test has, {@code test.example.com/UNIQUE/repository:tag}. */
    public String name(String repositoryAndTag) {
        return "test.example.com/" + unique + "/" + repositoryAndTag;
    }

    /** A text that no other test has; the records of its builds have it in their description. */
    public String mark(String text) {
        return unique + "-" + text;
    }

    /** An image of one layer that no other image has, with a shell; returns its id. The first name may be missing. */
    public String image(String... names) throws IOException {
        Path root = Files.createTempDirectory(folder, "root");
        Path bin = Files.createDirectories(root.resolve("bin"));
        Files.copy(Path.of("/bin/busybox"), bin.resolve("busybox"));
        for (String applet : List.of("sh", "sleep", "true", "echo", "dd")) {
            Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
        }
        Files.writeString(root.resolve("unique"), UUID.randomUUID().toString());
        Path tar = root.resolveSibling(root.getFileName() + ".tar");
        engine.runHere("tar", "-C", root.toString(), "-cf", tar.toString(), ".");
        String id = engine.dockerWith(tar, "import", "--change", "CMD [\"sh\"]", "-");
        images.add(id);
        for (String name : names) {
            engine.docker("tag", id, name);
        }
        return id;
    }

    /** Builds with BuildKit; returns the id of the image. */
    public String build(String dockerfile, String name) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "Dockerfile", ""), dockerfile);
        Path id = Files.createTempFile(folder, "iid", "");
        engine.dockerWith(
                file,
                "buildx",
                "build",
                "--quiet",
                "--network",
                "none",
                "--tag",
                name,
                "--iidfile",
                id.toString(),
                "-");
        images.add(Files.readString(id));
        return Files.readString(id);
    }

    /** Builds into the build cache only. */
    public void buildCacheOnly(String dockerfile) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "Dockerfile", ""), dockerfile);
        engine.dockerWith(file, "buildx", "build", "--quiet", "--network", "none", "--output", "type=cacheonly", "-");
    }

    /** Starts a container that runs until the test ends; returns its id. */
    public String run(String... optionsAndImage) {
        return container(
                Stream.concat(Stream.of("run", "--detach", "--network", "none"), Stream.of(optionsAndImage)),
                "sleep",
                "3600");
    }

    /** Runs a container to its end, with a command of its own or 'true'; returns its id. */
    public String runToEnd(String... optionsImageAndCommand) {
        String[] command = optionsImageAndCommand.length == 1 ? new String[] {"true"} : new String[0];
        String id = container(
                Stream.concat(Stream.of("create", "--network", "none"), Stream.of(optionsImageAndCommand)), command);
        engine.docker("start", "--attach", id);
        return id;
    }

    /** Makes a container that never ran; returns its id. It has no network, if the options name none. */
    public String create(String... optionsAndImage) {
        boolean hasNetwork = List.of(optionsAndImage).contains("--network");
        return container(Stream.concat(
                hasNetwork ? Stream.of("create") : Stream.of("create", "--network", "none"),
                Stream.of(optionsAndImage)));
    }

    /** Pulls an image; returns its id. */
    public String pull(String reference) {
        engine.docker("pull", "--quiet", reference);
        String id = engine.imageId(reference);
        images.add(id);
        return id;
    }

    /** Commits a container: on a graph driver, an image with a parent. */
    public String commit(String container) {
        String id = engine.docker("commit", container);
        images.add(id);
        return id;
    }

    /** Makes a volume, named by a mark; returns its name. */
    public String volume(String name, String... options) {
        List<String> command = new ArrayList<>(List.of("volume", "create"));
        command.addAll(List.of(options));
        command.add(mark(name));
        volumes.add(mark(name));
        return engine.docker(command.toArray(String[]::new));
    }

    /** The anonymous volume of a container, to be taken away at the end, too. */
    public String anonymousVolume(String container) {
        String name = engine.docker("container", "inspect", "--format", "{{range .Mounts}}{{.Name}}{{end}}", container);
        volumes.add(name);
        return name;
    }

    /** Makes a network, named by a mark; returns its id. */
    public String network(String name) {
        String id = engine.docker("network", "create", "--internal", mark(name));
        networks.add(id);
        return id;
    }

    public Image image(Inventory inventory, String id) {
        return inventory.images().stream()
                .filter(image -> image.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    public Container container(Inventory inventory, String id) {
        return inventory.containers().stream()
                .filter(container -> container.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    public Volume volume(Inventory inventory, String name) {
        return inventory.volumes().stream()
                .filter(volume -> volume.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    public Network network(Inventory inventory, String id) {
        return inventory.networks().stream()
                .filter(network -> network.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The records whose description has a mark. */
    public List<CacheRecord> records(Inventory inventory, String mark) {
        return inventory.cacheRecords().stream()
                .filter(each -> each.description().contains(mark))
                .toList();
    }

    @Override
    public void close() throws IOException {
        containers.forEach(id -> removed("container", "rm", "--force", "--volumes", id));
        volumes.forEach(name -> removed("volume", "rm", "--force", name));
        networks.forEach(id -> removed("network", "rm", id));
        // An image cannot go before its children.
        images.reversed().forEach(id -> removed("image", "rm", "--force", id));
        // Also the one that stands for the image of FROM, which is described by its name.
        removed("buildx", "prune", "--force", "--all", "--filter", "description~=" + unique);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private String container(Stream<String> command, String... program) {
        String id = engine.docker(Stream.concat(command, Stream.of(program)).toArray(String[]::new));
        containers.add(id);
        return id;
    }

    private void removed(String... command) {
        try {
            engine.docker(command);
        } catch (TestEngine.CommandFailedException e) {
            // Most tests remove what they made.
            if (!e.getMessage().matches("(?is).*(no such|not found).*")) {
                throw e;
            }
        }
    }
}

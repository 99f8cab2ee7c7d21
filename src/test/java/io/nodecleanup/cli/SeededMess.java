package io.nodecleanup.cli;

import io.nodecleanup.engine.TestEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/**
 * What builds leave behind, small, in two halves: an old and a young one. How much of each, with which labels and names, and what uses what
 * comes from the seed; besides, each half has one of everything where we mean to differ from Docker ({@link Intended}), under fixed names.
 */
final class SeededMess {
    static final String REGISTRY = "mess.example.com/";
    static final String RUNNING = "running";
    static final String RUN_AGAIN = "run-again";
    static final String TAGGED_LATELY = "tagged-lately";
    static final String BASE_OF_LATE_BUILD = "base-of-late-build";
    static final String BASE_OF_PRUNED_BUILD = "base-of-pruned-build";
    static final String RESTARTS = "restarts";
    static final String BUILDER = "buildx_buildkit_mess0";
    static final String IMAGE_MOUNT = "image-mount";
    static final String STOPPED = "stopped";

    private static final List<String> LABELS = List.of("team=red", "team=blue", "keep=", "keep=yes");

    private final TestEngine engine;
    private final Random random;
    private final Path folder;
    private final List<String> images = new ArrayList<>();

    SeededMess(TestEngine engine, int seed, Path folder) {
        this.engine = engine;
        this.random = new Random(seed);
        this.folder = folder;
    }

    /** What was made before the moment that a filter {@code until} is for. */
    void makeOldHalf() throws IOException {
        makeHalf("old");
        build(BASE_OF_LATE_BUILD + ":1", List.of("FROM scratch", "COPY . /", run(), run(), run(), run(), run()));
        // More layers than any other.
        build(
                BASE_OF_PRUNED_BUILD + ":1",
                List.of("FROM scratch", "COPY . /", run(), run(), run(), run(), run(), run()));
        buildx("--output", "type=cacheonly", List.of("FROM " + REGISTRY + BASE_OF_PRUNED_BUILD + ":1", run()));
        imported(TAGGED_LATELY + ":1");
        // Of those that 'label!=keep' spares, one has another value than the other.
        build("label/empty:1", List.of("FROM scratch", "LABEL keep=\"\"", "COPY . /"));
        build("label/yes:1", List.of("FROM scratch", "LABEL keep=yes", "COPY . /"));
        String again = imported(RUN_AGAIN + ":1");
        create("--name", RUN_AGAIN, again, "true");
        engine.docker("start", "--attach", RUN_AGAIN);
        makeWhatOnlyDockerRemoves();
    }

    /** What was made, or used, after it. */
    void makeYoungHalf() throws IOException {
        makeHalf("young");
        build("late:1", List.of("FROM " + REGISTRY + BASE_OF_LATE_BUILD + ":1", run()));
        engine.docker("tag", REGISTRY + TAGGED_LATELY + ":1", REGISTRY + TAGGED_LATELY + ":2");
        engine.docker("start", "--attach", RUN_AGAIN);
    }

    /** What must run when the engine is compared: no power cut leaves it running. */
    static void startAgain(TestEngine engine) {
        engine.docker("start", RUNNING);
    }

    private void makeWhatOnlyDockerRemoves() throws IOException {
        // With more than one name; the container goes by the first.
        String running = imported("running:1", "running:also");
        engine.docker("run", "--detach", "--network", "none", "--name", RUNNING, running, "sleep", "2147483647");
        engine.docker("network", "create", "--internal", RESTARTS);
        String restarts = imported(RESTARTS + ":1");
        engine.docker(
                "create",
                "--restart",
                "on-failure",
                "--network",
                RESTARTS,
                "--volume",
                "/data",
                "--name",
                RESTARTS,
                restarts,
                "true");
        engine.docker("network", "create", "--internal", "--label", "team=red", STOPPED);
        engine.docker("create", "--network", STOPPED, "--name", STOPPED, restarts, "true");
        create("--name", BUILDER, imported("buildkit:1"), "true");
        if (!engine.name().startsWith("20.10")) {
            create(
                    "--name",
                    IMAGE_MOUNT,
                    "--mount",
                    "type=image,source=" + imported(IMAGE_MOUNT + ":1") + ",target=/mounted",
                    running,
                    "true");
        }
    }

    private void makeHalf(String half) throws IOException {
        images.clear();
        String base = half + "/base:1";
        if (half.equals("old")) {
            imported(base);
        } else {
            // More than any image of the old half: how many layers a base has is all that the build cache tells of it.
            build(base, List.of("FROM scratch", "COPY . /", run(), run(), run(), run()));
        }
        String shared = run();
        for (int i = 1; i <= 2 + random.nextInt(2); i++) {
            List<String> file = new ArrayList<>(List.of("FROM " + REGISTRY + base));
            someLabel().ifPresent(label -> file.add("LABEL " + label.replaceFirst("=$", "=\"\"")));
            file.add(shared);
            for (int n = random.nextInt(2); n >= 0; n--) {
                file.add(run());
            }
            names(half + "/app-" + i, build(half + "/app-" + i + ":1", file));
        }
        String moved = half + "/moved:1";
        build(moved, List.of("FROM " + REGISTRY + base, run()));
        build(moved, List.of("FROM " + REGISTRY + base, run()));
        build(half + "/forgotten:1", List.of("FROM " + REGISTRY + base, shared, run()));
        engine.docker("image", "rm", REGISTRY + half + "/forgotten:1");
        String mount = "RUN --mount=type=cache,target=/cache echo " + unique() + " >/cache/made";
        buildx("--output", "type=cacheonly", List.of("FROM " + REGISTRY + base, mount, run()));
        for (int i = 1; i <= 2 + random.nextInt(2); i++) {
            names(half + "/imported-" + i, imported(half + "/imported-" + i + ":1"));
        }
        for (int i = 0; i < 2; i++) {
            imported();
        }
        containers(half);
        for (int i = 0; i < 2; i++) {
            labelled("volume", "create");
            labelled("volume", "create", half + "-unused-" + i);
            labelled("network", "create", "--internal", half + "-unused-" + i);
        }
    }

    private void containers(String half) {
        for (int i = 1; i <= 4; i++) {
            String network = half + "-" + i;
            labelled("network", "create", "--internal", network);
            List<String> command = new ArrayList<>(List.of("create", "--name", half + "-" + i));
            command.addAll(List.of("--network", random.nextBoolean() ? network : "none"));
            if (random.nextBoolean()) {
                command.addAll(List.of("--volume", "/anonymous"));
            }
            if (random.nextBoolean()) {
                command.addAll(List.of("--volume", half + "-named-" + i + ":/named"));
            }
            someLabel().ifPresent(label -> command.addAll(List.of("--label", label)));
            command.addAll(List.of(images.get(random.nextInt(images.size())), "true"));
            engine.docker(command.toArray(String[]::new));
            if (random.nextBoolean()) {
                engine.docker("start", "--attach", half + "-" + i);
            }
        }
    }

    private void create(String... optionsAndImage) {
        List<String> command = new ArrayList<>(List.of("create", "--network", "none"));
        command.addAll(List.of(optionsAndImage));
        engine.docker(command.toArray(String[]::new));
    }

    private void labelled(String... words) {
        List<String> command = new ArrayList<>(List.of(words));
        someLabel().ifPresent(label -> command.addAll(2, List.of("--label", label)));
        engine.docker(command.toArray(String[]::new));
    }

    /** Gives an image none to two names more. */
    private void names(String repository, String id) {
        images.add(REGISTRY + repository + ":1");
        for (int n = random.nextInt(3); n > 0; n--) {
            engine.docker("tag", id, REGISTRY + (random.nextBoolean() ? "" : "backup/") + repository + ":also-" + n);
        }
    }

    /** An image of one layer that no other has, by its id. */
    private String imported(String... names) throws IOException {
        List<String> command = new ArrayList<>(List.of("import"));
        someLabel()
                .ifPresent(label -> command.addAll(List.of("--change", "LABEL " + label.replaceFirst("=$", "=\"\""))));
        command.add("-");
        Path tar = folder.resolve("root.tar");
        engine.runHere("tar", "-C", root().toString(), "-cf", tar.toString(), ".");
        String id = engine.dockerWith(tar, command.toArray(String[]::new));
        for (String name : names) {
            engine.docker("tag", id, REGISTRY + name);
        }
        return id;
    }

    private String build(String name, List<String> file) throws IOException {
        return buildx("--tag", REGISTRY + name, file);
    }

    private String buildx(String option, String value, List<String> file) throws IOException {
        Path dockerfile = Files.write(folder.resolve("Dockerfile"), file);
        return engine.docker(
                "buildx",
                "build",
                "--quiet",
                "--network",
                "none",
                option,
                value,
                "--file",
                dockerfile.toString(),
                root().toString());
    }

    /** The files of a base: a shell, and one that makes it differ from the last. */
    private Path root() throws IOException {
        Path root = folder.resolve("root");
        if (Files.notExists(root)) {
            Path bin = Files.createDirectories(root.resolve("bin"));
            Files.copy(Path.of("/bin/busybox"), bin.resolve("busybox"));
            for (String applet : List.of("sh", "sleep", "true")) {
                Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
            }
        }
        Files.writeString(root.resolve("unique"), unique());
        return root;
    }

    private String run() {
        return "RUN echo " + unique() + " >/made";
    }

    private String unique() {
        return UUID.nameUUIDFromBytes(Long.toString(random.nextLong()).getBytes(StandardCharsets.US_ASCII))
                .toString();
    }

    private Optional<String> someLabel() {
        int place = random.nextInt(LABELS.size() + 2);
        return place < LABELS.size() ? Optional.of(LABELS.get(place)) : Optional.empty();
    }
}

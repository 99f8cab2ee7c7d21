package io.nodecleanup.engine;

import io.nodecleanup.prune.Builder;
import io.nodecleanup.prune.Inventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** A docker-container builder of buildx that one test has on an engine, under a name of its own, with a real BuildKit in it. */
public final class BuilderFixture implements AutoCloseable {
    private final TestEngine engine;
    private final String buildx = "t" + UUID.randomUUID().toString().substring(0, 8);
    private final Path context;

    public BuilderFixture(TestEngine engine) throws IOException {
        this.engine = engine;
        context = Files.createTempDirectory("builder");
        Files.copy(Path.of("/bin/busybox"), context.resolve("busybox"));
        engine.startBuilder(buildx);
    }

    /** The name of its node; buildx adds a number to the builder's. */
    public String name() {
        return buildx + "0";
    }

    public String container() {
        return "buildx_buildkit_" + name();
    }

    public String volume() {
        return container() + "_state";
    }

    /** Builds in it, into its cache alone; starts it where it is stopped or gone. */
    public void build(String mark) throws IOException {
        buildFrom("RUN [\"/bin/sh\", \"-c\", \"echo " + mark + " > /made\"]\n");
    }

    /** As {@link #build}, until the step is let go. */
    public void build(HeldStep step) throws IOException {
        buildFrom("COPY busybox /bin/sleep\n" + step.instruction() + "\n");
    }

    private void buildFrom(String steps) throws IOException {
        Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY busybox /bin/sh\n" + steps);
        engine.docker(
                "buildx",
                "build",
                "--quiet",
                "--builder",
                buildx,
                "--network",
                "none",
                "--output",
                "type=cacheonly",
                context.toString());
    }

    /** As the inventory has it. */
    public Builder in(Inventory inventory) {
        return inventory.builders().stream()
                .filter(builder -> builder.name().equals(name()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        engine.docker("buildx", "rm", "--force", buildx);
        if (engine.has("volume", volume())) {
            engine.docker("volume", "rm", volume());
        }
        for (String file : new String[] {"Dockerfile", "busybox"}) {
            Files.deleteIfExists(context.resolve(file));
        }
        Files.delete(context);
    }
}

package io.nodecleanup.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A build by BuildKit that runs beside the test, and what it shows of its steps. */
public final class ShownBuild {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Pattern STEP = Pattern.compile("(?m)^#(\\d+) \\[.*] ((RUN|COPY) .*)$");

    private final Path shown;
    private final CompletableFuture<String> done;

    private ShownBuild(Path shown, CompletableFuture<String> done) {
        this.shown = shown;
        this.done = done;
    }

    /**
     * Begins it.
     *
     * @param context a folder, with its Dockerfile
     */
    public static ShownBuild start(TestEngine engine, Path context, String name) throws IOException {
        Path shown = Files.createTempFile(context.getParent(), "build", ".log");
        String command = "docker buildx build --progress plain --network none --tag %s %s >%s 2>&1"
                .formatted(name, context, shown);
        return new ShownBuild(
                shown,
                CompletableFuture.supplyAsync(() -> engine.runHere("sh", "-c", command), Thread::startVirtualThread));
    }

    /** Until the steps with this text have been done. */
    public void awaitDone(String text) {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(numbers(text))
                        .isNotEmpty()
                        .allSatisfy(number -> assertThat(output()).contains("\n#" + number + " DONE")));
    }

    /** Until it has ended; a failure is thrown. */
    public void awaitEnd() throws InterruptedException, TimeoutException, IOException {
        try {
            done.get(LONG.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(output(), e);
        }
    }

    /** The steps, each once, as the Dockerfile has them. */
    public List<String> steps() throws IOException {
        return STEP.matcher(output())
                .results()
                .map(match -> match.group(2))
                .distinct()
                .toList();
    }

    /** Those of the steps that were not done anew. */
    public List<String> cached() throws IOException {
        String output = output();
        return STEP.matcher(output)
                .results()
                .filter(match -> output.contains("\n#" + match.group(1) + " CACHED"))
                .map(match -> match.group(2))
                .distinct()
                .toList();
    }

    private List<String> numbers(String text) throws IOException {
        return STEP.matcher(output())
                .results()
                .filter(match -> match.group(2).contains(text))
                .map(MatchResult::group)
                .map(line -> line.substring(1, line.indexOf(' ')))
                .toList();
    }

    private String output() throws IOException {
        return Files.readString(shown);
    }
}

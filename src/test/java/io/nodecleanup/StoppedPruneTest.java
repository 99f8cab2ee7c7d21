package io.nodecleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecleanup.engine.EngineFixture;
import io.nodecleanup.engine.TestEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ctrl-C, on the whole program as a process. */
@Tag("engine")
class StoppedPruneTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("io.nodecleanup.engine.TestEngine#all")
    void shouldEndBetweenTwoDeletionsWithAReportWhenItIsInterrupted(TestEngine engine) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        try (var fixture = new EngineFixture(engine);
                var hold = new Hold(folder.resolve("docker.sock"), engine.socket())) {
            // Given
            String label = fixture.mark("mine");
            String base = fixture.image(fixture.name("base:1"));
            List<String> containers = List.of(
                    fixture.create("--label", label, base),
                    fixture.create("--label", label, base),
                    fixture.create("--label", label, base));
            Process prune = prune(hold.socket, label, out, err);
            assertThat(hold.secondDeletion.await(LONG.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            // When
            new ProcessBuilder("kill", "-INT", String.valueOf(prune.pid()))
                    .start()
                    .waitFor();
            await().atMost(LONG).until(() -> Files.readString(err).contains("stopping"));
            hold.letGo.countDown();
            // Then
            assertThat(prune.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(prune.exitValue()).isEqualTo(130);
            assertThat(containers.stream().map(id -> engine.has("container", id)))
                    .containsExactlyInAnyOrder(false, false, true);
            assertThat(Files.readString(out))
                    .contains(
                            "not-reached: the run ended before",
                            "stopped between two deletions",
                            "removed 2 containers");
        }
    }

    private static Process prune(Path socket, String label, Path out, Path err) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "prune",
                        "--force",
                        "--state",
                        out.getParent().toString(),
                        "--socket",
                        socket.toString(),
                        "--filter",
                        "label=" + label)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
    }

    /** Passes everything on to an engine, but its second deletion only when it is let go. */
    private static final class Hold implements AutoCloseable {
        private final Path socket;
        private final Path engine;
        private final ServerSocketChannel listening;
        private final AtomicInteger deletions = new AtomicInteger();
        private final CountDownLatch secondDeletion = new CountDownLatch(1);
        private final CountDownLatch letGo = new CountDownLatch(1);

        Hold(Path socket, Path engine) throws IOException {
            this.socket = socket;
            this.engine = engine;
            listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            listening.bind(UnixDomainSocketAddress.of(socket));
            Thread.ofVirtual().start(this::accept);
        }

        @Override
        public void close() throws IOException {
            letGo.countDown();
            listening.close();
        }

        private void accept() {
            try {
                while (true) {
                    SocketChannel client = listening.accept();
                    SocketChannel server = SocketChannel.open(UnixDomainSocketAddress.of(engine));
                    Thread.ofVirtual().start(() -> copy(client, server));
                    Thread.ofVirtual().start(() -> copy(server, client));
                }
            } catch (AsynchronousCloseException e) {
                // The test is over.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void copy(SocketChannel from, SocketChannel to) {
            ByteBuffer bytes = ByteBuffer.allocate(65_536);
            try (from;
                    to) {
                while (from.read(bytes) >= 0) {
                    bytes.flip();
                    boolean deletes = StandardCharsets.ISO_8859_1
                            .decode(bytes.duplicate())
                            .toString()
                            .startsWith("DELETE ");
                    if (deletes && deletions.incrementAndGet() == 2) {
                        secondDeletion.countDown();
                        letGo.await();
                    }
                    while (bytes.hasRemaining()) {
                        to.write(bytes);
                    }
                    bytes.clear();
                }
            } catch (IOException e) {
                // One side is closed; now the other is too.
                bytes.clear();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

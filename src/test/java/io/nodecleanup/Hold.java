package io.nodecleanup;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** Passes everything on to an engine, but of the deletions only as many as it is told to let pass; the others wait. */
final class Hold implements AutoCloseable {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int ALL = 1_000_000;

    private final Path socket;
    private final Path engine;
    private final ServerSocketChannel listening;
    private final Semaphore passes = new Semaphore(0);
    private volatile boolean over;

    Hold(Path socket, Path engine) throws IOException {
        this.socket = socket;
        this.engine = engine;
        listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(this::accept);
    }

    /** Where it listens. */
    Path socket() {
        return socket;
    }

    /** So many more deletions. */
    void letPass(int deletions) {
        passes.release(deletions);
    }

    void letAllPass() {
        passes.release(ALL);
    }

    /** Until one deletion waits at least. */
    void awaitHeld() {
        await().atMost(LONG).until(passes::hasQueuedThreads);
    }

    /** What waits now or comes never reaches the engine. */
    void dropAll() {
        over = true;
        letAllPass();
    }

    @Override
    public void close() throws IOException {
        dropAll();
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
                if (deletes) {
                    passes.acquire();
                    if (over) {
                        return;
                    }
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

package io.nodecleanup.engine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A registry that has one image, of one layer with one file, under every name. With TLS, since the containerd store insists on it; but no
 * engine asks for more than a self-signed certificate at 127.0.0.1.
 */
public final class TestRegistry implements AutoCloseable {
    private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final byte[] manifest;
    private final Map<String, byte[]> blobs;

    public TestRegistry() throws IOException {
        byte[] tar = tar(UUID.randomUUID().toString());
        byte[] layer = gzip(tar);
        byte[] config = """
                {"architecture":"amd64","os":"linux","config":{"Cmd":["true"]},"rootfs":{"type":"layers","diff_ids":["%s"]}}""".formatted(digest(tar)).getBytes(StandardCharsets.UTF_8);
        manifest = """
                {"schemaVersion":2,"mediaType":"%s",
                 "config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":%d,"digest":"%s"},
                 "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","size":%d,"digest":"%s"}]}""".formatted(MANIFEST, config.length, digest(config), layer.length, digest(layer))
                .getBytes(StandardCharsets.UTF_8);
        blobs = Map.of(digest(config), config, digest(layer), layer);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls()));
        // Engines leave connections open without a word; the default has one thread for all.
        server.setExecutor(threads);
        server.createContext("/v2/", this::answer);
        server.start();
    }

    /** A name in it, {@code 127.0.0.1:PORT/repository}. */
    public String repository(String name) {
        return "127.0.0.1:" + server.getAddress().getPort() + "/" + name;
    }

    public String imageDigest() {
        return digest(manifest);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            boolean asksManifest = path.contains("/manifests/");
            byte[] body = asksManifest
                    ? manifest
                    : blobs.getOrDefault(path.substring(path.lastIndexOf('/') + 1), new byte[0]);
            exchange.getResponseHeaders().set("Docker-Content-Digest", digest(body));
            exchange.getResponseHeaders().set("Content-Type", asksManifest ? MANIFEST : "application/octet-stream");
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
                exchange.sendResponseHeaders(200, -1);
            } else {
                exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static SSLContext tls() throws IOException {
        Path folder = Files.createTempDirectory("registry");
        Path store = folder.resolve("store.p12");
        char[] password = "changeit".toCharArray();
        try {
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin/keytool")
                                    .toString(),
                            "-genkeypair",
                            "-keyalg",
                            "EC",
                            "-alias",
                            "registry",
                            "-dname",
                            "CN=registry",
                            "-ext",
                            "san=ip:127.0.0.1",
                            "-storepass",
                            new String(password),
                            "-keystore",
                            store.toString())
                    .inheritIO()
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool failed");
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(KeyStore.getInstance(store.toFile(), password), password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | InterruptedException e) {
            throw new IOException(e);
        } finally {
            Files.deleteIfExists(store);
            Files.delete(folder);
        }
    }

    /** A tar archive with one small file: its header, its content, and two empty blocks. */
    private static byte[] tar(String content) {
        byte[] archive = new byte[4 * 512];
        write(archive, 0, "file");
        write(
                archive,
                100,
                "0000644\0000000000\0000000000\000%011o\00000000000000\000        0".formatted(content.length()));
        write(archive, 257, "ustar\00000");
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += archive[i];
        }
        write(archive, 148, "%06o\000 ".formatted(sum));
        write(archive, 512, content);
        return archive;
    }

    private static void write(byte[] archive, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, archive, offset, bytes.length);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    private static String digest(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

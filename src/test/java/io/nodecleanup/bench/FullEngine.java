package io.nodecleanup.bench;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.URLDecoder;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Stands in for a Docker Engine with more than these machines' disks hold: it answers as Engine 29 with the graph driver does, in the
 * same shapes and sizes, and forgets what it is told to remove. It keeps nothing, and checks nothing.
 */
public final class FullEngine implements AutoCloseable {
    private static final Pattern IMAGE = Pattern.compile("/images/sha256:0*([0-9a-f]+)(/json)?");
    private static final Pattern RECORD = Pattern.compile("[(|]([0-9]{12})");
    private static final int REPOSITORIES = 100;
    private static final int LAYERS = 12;

    private final ServerSocketChannel server;
    private final BitSet images = new BitSet();
    private final BitSet records = new BitSet();

    /**
     * Serves from now on, until it is closed.
     *
     * @param socket is made
     */
    public FullEngine(Path socket, int imageCount, int recordCount) throws IOException {
        // 0 has no image: an id of nothing but zeros.
        images.set(1, imageCount + 1);
        records.set(1, recordCount + 1);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(this::accept);
    }

    public static void main(String... args) throws IOException, InterruptedException {
        try (var _ = new FullEngine(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]))) {
            System.out.println("listening");
            Thread.currentThread().join();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel connection = server.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (ClosedChannelException e) {
            // By close.
        } catch (IOException e) {
            System.err.println("no more connections: " + e);
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            var reader = new BufferedReader(
                    new InputStreamReader(Channels.newInputStream(connection), StandardCharsets.UTF_8));
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(connection));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                while (!reader.readLine().isEmpty()) {
                    // Headers; no request here has a body.
                }
                String request = URLDecoder.decode(line.substring(0, line.lastIndexOf(' ')), StandardCharsets.UTF_8);
                String path = request.substring(request.indexOf('/')).replaceFirst("^/v1\\.[0-9]+", "");
                if (path.startsWith("/events") && !path.contains("until=")) {
                    new CountDownLatch(1).await();
                }
                byte[] body = answer(request.startsWith("DELETE"), path).getBytes(StandardCharsets.UTF_8);
                boolean known = body.length > 0;
                out.write(("HTTP/1.1 " + (known ? "200 OK" : "404 Not Found")
                                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                out.write(body);
                out.flush();
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("a connection ended: " + e);
        }
    }

    private synchronized String answer(boolean delete, String path) {
        Matcher image = IMAGE.matcher(path);
        if (image.lookingAt()) {
            int number = Integer.parseInt(image.group(1), 16);
            if (!images.get(number)) {
                return "";
            }
            if (delete) {
                images.clear(number);
                return "[{\"Deleted\":\"%s\"}]".formatted(id(number));
            }
            return inspected(number);
        }
        if (path.startsWith("/build/prune")) {
            return pruned(path);
        }
        return switch (path.replaceFirst("\\?.*", "")) {
            case "/version" -> "{\"Version\":\"29.0.0\",\"ApiVersion\":\"1.52\"}";
            case "/info" -> "{\"ID\":\"full\",\"Driver\":\"overlay2\",\"DockerRootDir\":\"/var/lib/docker\"}";
            case "/images/json" -> array(images, FullEngine::listed);
            case "/system/df" ->
                path.contains("type=build-cache")
                        ? "{\"BuildCache\":%s}".formatted(array(records, FullEngine::record))
                        : "{\"LayersSize\":%d,\"Images\":%s,\"Containers\":[],\"Volumes\":[],\"BuildCache\":%s}"
                                .formatted(
                                        images.cardinality() * 50_000_000L,
                                        array(images, FullEngine::listed),
                                        array(records, FullEngine::record));
            case "/containers/json", "/networks" -> "[]";
            case "/volumes" -> "{\"Volumes\":[]}";
            case "/events" -> " ";
            default -> "";
        };
    }

    private String pruned(String path) {
        List<String> deleted = new ArrayList<>();
        Matcher ids = RECORD.matcher(path);
        while (ids.find()) {
            int number = Integer.parseInt(ids.group(1));
            records.clear(number);
            deleted.add('"' + recordId(number) + '"');
        }
        return "{\"CachesDeleted\":[%s],\"SpaceReclaimed\":%d}"
                .formatted(String.join(",", deleted), deleted.size() * 20_000_000L);
    }

    private static String array(BitSet which, IntFunction<String> element) {
        return which.stream().mapToObj(element).collect(Collectors.joining(",", "[", "]"));
    }

    private static String id(int image) {
        return "sha256:%064x".formatted(image);
    }

    /** As long as BuildKit's, and told apart by the beginning that is sent to remove it. */
    private static String recordId(int number) {
        return "%012dxxxxxxxxxxxxx".formatted(number);
    }

    private static String repository(int image) {
        return "registry.example.com/team-%d/service-%d".formatted(image % 10, image % REPOSITORIES);
    }

    private static String listed(int image) {
        return """
                {"Id":"%s","ParentId":"","RepoTags":["%s:build-%d"],"RepoDigests":["%s@sha256:%064x"],"Created":%d,"Size":450000000,\
                "SharedSize":400000000,"Containers":0,"Labels":%s}""".formatted(
                        id(image), repository(image), image, repository(image), image, created(image), labels(image));
    }

    private static String labels(int image) {
        return """
                {"org.opencontainers.image.revision":"%040x","org.opencontainers.image.source":"https://git.example.com/%s","maintainer":"team-%d"}""".formatted(image, repository(image), image % 10);
    }

    private static long created(int image) {
        return 1_700_000_000L + image * 60L;
    }

    /** Eight layers are the repository's, four the image's own. */
    private static String inspected(int image) {
        String layers = IntStream.range(0, LAYERS)
                .mapToObj(layer -> "\"sha256:%032x%032x\""
                        .formatted(layer + 1, layer < LAYERS - 4 ? image % REPOSITORIES : REPOSITORIES + image))
                .collect(Collectors.joining(","));
        return """
                {"Id":"%s","RepoTags":["%s:build-%d"],"RepoDigests":["%s@sha256:%064x"],"Parent":"","Created":"2023-11-15T00:00:00.%09dZ",\
                "Architecture":"amd64","Os":"linux","Size":450000000,"Config":{"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin",\
                "LANG=C.UTF-8"],"Cmd":["/bin/app","serve"],"WorkingDir":"/srv","Labels":%s},"GraphDriver":{"Name":"overlay2","Data":{}},\
                "RootFS":{"Type":"layers","Layers":[%s]},"Metadata":{"LastTagTime":"2023-11-15T00:00:00.000000000Z"}}""".formatted(
                        id(image), repository(image), image, repository(image), image, image, labels(image), layers);
    }

    /** Chains of twenty. */
    private static String record(int number) {
        String parents = number % 20 == 1 ? "" : "\" Parents\":[\"" + recordId(number - 1) + "\"],";
        return """
                {"ID":"%s",%s"Type":"regular","Description":"[build %d/20] RUN --mount=type=cache,target=/root/.cache make service-%d \
                && install -D build/out/service /usr/local/bin/service","InUse":false,"Shared":false,"Size":20000000,\
                "CreatedAt":"2024-01-01T00:00:00.%09dZ","LastUsedAt":"2024-02-01T00:00:00.%09dZ","UsageCount":3}""".formatted(recordId(number), parents, number % 20, number / 20, number, number);
    }
}

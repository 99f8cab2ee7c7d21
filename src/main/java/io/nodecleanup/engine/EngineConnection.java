package io.nodecleanup.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** The way to one socket. Which engine is behind it is asked at first use, and again after {@link #forget()}. */
final class EngineConnection implements AutoCloseable {
    private static final List<String> CONTAINERD_STORE = List.of("driver-type", "io.containerd.snapshotter.v1");

    private final String address;
    private final DockerHttpClient http;
    /** For the question which version of the API the engine knows. */
    private final DockerClient unpinned;

    private final AtomicReference<Session> session = new AtomicReference<>();

    /**
     * Kept, since each client of docker-java learns anew how to read each kind of answer, and an idle agent looks at the engine every 30 s.
     */
    private final Map<ApiVersion, DockerClient> pinned = new ConcurrentHashMap<>();

    EngineConnection(Path socket) {
        address = "unix://" + socket.toAbsolutePath();
        // No limit on connections: the caller decides how many calls are in flight, and waiting for one would use up
        // its deadline.
        http = new ZerodepDockerHttpClient.Builder()
                .dockerHost(URI.create(address))
                .build();
        unpinned = client(Optional.empty());
    }

    Session session() {
        Session known = session.get();
        return known == null ? probe() : known;
    }

    /** Asks the engine anew what it is. */
    Session probe() {
        Version version = unpinned.versionCmd().exec();
        ApiVersion pin = ApiVersion.parse(version.getApiVersion()).capped();
        DockerClient docker = pinned.computeIfAbsent(pin, known -> client(Optional.of(known)));
        Info info = docker.infoCmd().exec();
        List<List<String>> driverStatuses = info.getDriverStatuses();
        boolean containerdStore = driverStatuses != null && driverStatuses.contains(CONTAINERD_STORE);
        Session found = new Session(
                new EngineInfo(
                        info.getId(),
                        version.getVersion(),
                        version.getApiVersion(),
                        containerdStore ? "containerd" : info.getDriver(),
                        info.getDockerRootDir()),
                containerdStore,
                docker,
                new EngineHttp(http, pin));
        session.set(found);
        return found;
    }

    /** Another engine, or another version of it, may answer next. */
    void forget() {
        session.set(null);
    }

    @Override
    public void close() throws IOException {
        http.close();
    }

    /** Not docker-java's default configuration: that reads DOCKER_HOST, DOCKER_CONTEXT and files of the home folder. */
    private DockerClient client(Optional<ApiVersion> version) {
        DefaultDockerClientConfig.Builder config = new DefaultDockerClientConfig.Builder()
                .withDockerHost(address)
                .withDockerTlsVerify(false)
                .withRegistryUrl("https://index.docker.io/v1/");
        version.ifPresent(pin -> config.withApiVersion(pin.toString()));
        return DockerClientImpl.getInstance(config.build(), http);
    }
}

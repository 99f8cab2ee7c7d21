package io.nodecleanup.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nodecleanup.engine.EngineException.Kind;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketTest {
    @TempDir
    private Path folder;

    @Test
    void shouldBeUnreachableWhenThereIsNoSocket() {
        // Given
        Path missing = folder.resolve("docker.sock");
        try (DockerEngine port = DockerJavaEngine.open(missing)) {
            // When
            EngineException thrown = catchThrowableOfType(EngineException.class, port::info);

            // Then
            assertThat(thrown.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(thrown).hasMessage("engine at %s, asked for its version: No such file or directory", missing);
        }
    }

    @Test
    void shouldBeUnreachableWhenNobodyListens() throws IOException {
        // Given
        Path left = folder.resolve("docker.sock");
        listen(left).close();
        try (DockerEngine port = DockerJavaEngine.open(left)) {
            // When
            EngineException thrown = catchThrowableOfType(EngineException.class, port::info);

            // Then
            assertThat(thrown.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(thrown).hasMessageEndingWith("Connection refused");
        }
    }

    @Test
    void shouldBeForbiddenWhenSocketMayNotBeOpened() throws IOException, InterruptedException {
        Path forbidden = folder.resolve("docker.sock");
        try (ServerSocketChannel server = listen(forbidden)) {
            // Given
            assertThat(server.isOpen()).isTrue();
            Files.setPosixFilePermissions(forbidden, PosixFilePermissions.fromString("---------"));

            // When
            String said = Asker.inProcessWithoutRootsRights(forbidden);

            // Then
            assertThat(said.lines().toList())
                    .contains("FORBIDDEN engine at " + forbidden + ", asked for its version: Permission denied");
        }
    }

    private static ServerSocketChannel listen(Path socket) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        return server;
    }

    /** A program that asks an engine and prints how that failed; root may open any socket unless that capability is taken away. */
    static final class Asker {
        private Asker() {}

        public static void main(String[] arguments) {
            try (DockerEngine port = DockerJavaEngine.open(Path.of(arguments[0]))) {
                EngineException thrown = catchThrowableOfType(EngineException.class, port::info);
                System.out.println(thrown.kind() + " " + thrown.getMessage());
            }
        }

        static String inProcessWithoutRootsRights(Path socket) throws IOException, InterruptedException {
            List<String> command = new ArrayList<>();
            if (System.getProperty("user.name").equals("root")) {
                command.addAll(List.of("setpriv", "--bounding-set", "-dac_override,-dac_read_search"));
            }
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Asker.class.getName(),
                    socket.toString()));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            return output;
        }
    }
}

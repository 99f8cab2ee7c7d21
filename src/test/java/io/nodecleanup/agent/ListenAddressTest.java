package io.nodecleanup.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
    @ParameterizedTest
    @CsvSource({"127.0.0.1:8081, 127.0.0.1, 8081", "[::1]:80, 0:0:0:0:0:0:0:1, 80"})
    void shouldBeHostAndPortWhenBothAreGiven(String text, String host, int port) {
        // When
        InetSocketAddress address = ListenAddress.parse(text);
        // Then
        assertThat(address.getAddress().getHostAddress()).isEqualTo(host);
        assertThat(address.getPort()).isEqualTo(port);
    }

    @Test
    void shouldBeAllAddressesWhenThereIsNoHost() {
        // When
        InetSocketAddress address = ListenAddress.parse(":8081");
        // Then
        assertThat(address.getAddress().isAnyLocalAddress()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8081", "localhost", "localhost:", ":http", ":70000", ":-1", "::1:80"})
    void shouldSayWhatToWriteWhenItIsNone(String text) {
        // When, then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenAddress.parse(text))
                .withMessageEndingWith("write HOST:PORT, such as 127.0.0.1:8081, or :8081 for all addresses");
    }
}

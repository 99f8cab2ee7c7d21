package io.nodecleanup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.InternalServerErrorException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BusyTest {
    @Test
    void shouldGoOnAskingWhenTheEngineIsBusyForLong() throws IOException, InterruptedException {
        // Given
        AtomicInteger asked = new AtomicInteger();
        Busy.Call<String> call = () -> {
            if (asked.incrementAndGet() <= 1_000) {
                throw new InternalServerErrorException("a disk usage operation is already running");
            }
            return "done";
        };
        // When
        String answer = Busy.await(Duration.ZERO, busy -> true, call);
        // Then
        assertThat(answer).isEqualTo("done");
    }
}

package io.nodecleanup.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class UsageTest {
    private static final Usage LARGEST = usage(new Usage.Row(
            Integer.MAX_VALUE, Integer.MAX_VALUE, 1_000_000_000_000_000_000L, -1_000_000_000_000_000_000L));

    @Test
    void shouldCountAsNothingWhenAReportHasNoRows() {
        // Given
        Usage empty = new KubernetesSerialization().unmarshal("{}", Usage.class);
        // When
        Usage sum = empty.plus(LARGEST);
        // Then
        assertThat(sum).isEqualTo(LARGEST);
    }

    @Test
    void shouldStayWithinTheBoundsOfTheSchemaWhenSumsWouldNot() {
        // When
        Usage sum = LARGEST.plus(LARGEST);
        // Then
        assertThat(sum).isEqualTo(LARGEST);
    }

    private static Usage usage(Usage.Row images) {
        return new Usage(images, Usage.Row.EMPTY, Usage.Row.EMPTY, Usage.Row.EMPTY, Usage.Row.EMPTY);
    }
}

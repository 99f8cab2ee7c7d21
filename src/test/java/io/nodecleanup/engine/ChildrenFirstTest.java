package io.nodecleanup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.prune.CacheRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChildrenFirstTest {
    @Test
    void shouldPutParentAfterAllItsChildrenWhenItHasMore() {
        // Given
        List<CacheRecord> records =
                List.of(cacheRecord("base"), cacheRecord("left", "base"), cacheRecord("merge", "left", "base"));

        // When
        List<CacheRecord> ordered = ChildrenFirst.order(records);

        // Then
        assertThat(ordered).extracting(CacheRecord::id).containsExactly("merge", "left", "base");
    }

    @Test
    void shouldKeepEachRecordOnceWhenParentsAreMissingRepeatedOrACycle() {
        // Given
        List<CacheRecord> records = List.of(
                cacheRecord("a", "elsewhere", "elsewhere"),
                cacheRecord("a", "elsewhere", "elsewhere"),
                cacheRecord("b", "c", "c"),
                cacheRecord("c", "b"));

        // When
        List<CacheRecord> ordered = ChildrenFirst.order(records);

        // Then
        assertThat(ordered).extracting(CacheRecord::id).containsExactlyInAnyOrder("a", "b", "c");
    }

    private static CacheRecord cacheRecord(String id, String... parents) {
        return new CacheRecord(id, "regular", "", 1, false, false, Instant.EPOCH, Optional.empty(), List.of(parents));
    }
}

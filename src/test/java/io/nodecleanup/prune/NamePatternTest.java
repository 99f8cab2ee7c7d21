package io.nodecleanup.prune;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
    @ParameterizedTest
    @CsvSource({
        "registry.example.com/base/*, registry.example.com/base/jdk:25, true",
        "registry.example.com/base/*, registry.example.com/base/a/b:1, true",
        "registry.example.com/base/*, registry.example.com/app:1, false",
        "*:stable, app:stable, true",
        "*:stable, app:unstable, false",
        "nginx:*, nginx:1.27, true",
        "docker.io/library/nginx:*, nginx:1.27, true",
        "docker.io/acme/*, acme/tool:1, true",
        "docker.io/*, localhost/app:1, false",
        "app:1.2, app:1x2, false",
        "*, anything:1, true",
        "*@sha256:*, app@sha256:0011, true",
        "nginx, nginx:1.27, true",
        "nginx, acme/nginx:1.27, false",
        "nginx, nginx-debug:1.27, false",
        "docker.io/library/nginx, nginx:1.27, true",
        "registry.example.com/base/jdk, registry.example.com/base/jdk:25, true",
        "registry.example.com/base/jdk, registry.example.com/base/jdk@sha256:0011, true",
        "registry.example.com/base/jdk, registry.example.com/base/jdk:25@sha256:0011, true",
        "registry.example.com/base, registry.example.com/base/jdk:25, false",
        "registry.example.com:5000/jdk, registry.example.com:5000/jdk:25, true",
        "*/jdk, registry.example.com/base/jdk:25, true",
        "app:1, app:1.2, false",
        "app@sha256:00, app@sha256:0011, false",
    })
    void shouldMatchShownOrFullNameWhenGlobDoes(String glob, String name, boolean expected) {
        // Given
        var pattern = new NamePattern(glob);
        // When
        boolean matches = pattern.matches(name);
        // Then
        assertThat(matches).isEqualTo(expected);
    }

    @Test
    void shouldEndWhenTheGlobIsMadeToBacktrack() {
        // Given
        var hostile = new NamePattern("*a".repeat(250) + "b");
        String name = "a".repeat(500);
        // When
        boolean matches = hostile.matches(name);
        // Then
        assertThat(matches).isFalse();
    }
}

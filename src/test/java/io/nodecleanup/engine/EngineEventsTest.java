package io.nodecleanup.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("engine")
class EngineEventsTest {
    private static final String ALL = "io.nodecleanup.engine.TestEngine#all";

    /** Engine 29 tells the time of some events as a rounded one, which may be after its own. */
    private static final long ROUNDING = 1_000;

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldRememberWhatHappenedWhenAskedForRecentEvents(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerJavaEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String image = fixture.image(fixture.name("app:1"));
            fixture.image(fixture.name("base:1"));
            fixture.buildCacheOnly(
                    "FROM %s\nRUN echo %s >/1\n".formatted(fixture.name("base:1"), fixture.mark("step")));
            port.removeRecords(fixture.records(port.inventory(), fixture.mark("step")), Duration.ofSeconds(1));

            // When
            List<EngineEvent> events = port.recentEvents();

            // Then
            assertThat(events).hasSizeLessThanOrEqualTo(EngineActivity.EVENTS_REMEMBERED);
            assertThat(events)
                    .anySatisfy(event -> {
                        assertThat(event.type()).isEqualTo("image");
                        assertThat(event.action()).isEqualTo("tag");
                        assertThat(event.id()).isEqualTo(image);
                        assertThat(event.attributes()).containsEntry("name", fixture.name("app:1"));
                    })
                    // docker-java has no name for this type.
                    .anySatisfy(event -> assertThat(event.type()).isEqualTo("builder"));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldBeginWithTheEventWhenFollowedSinceRightBeforeIt(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerJavaEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String image = fixture.image(fixture.name("app:1"));
            EngineEvent tagged = port.recentEvents().getLast();
            List<EngineEvent> heard = new CopyOnWriteArrayList<>();

            // When
            var following = new FutureTask<>(
                    () -> port.followEvents(OptionalLong.of(tagged.timeNano() - ROUNDING), heard::add), true);
            Thread.ofVirtual().start(following);
            await().atMost(Duration.ofMinutes(1)).until(() -> !heard.isEmpty() || following.isDone());
            engine.docker("tag", image, fixture.name("app:2"));

            // Then
            await().until(() -> heard.size() >= 2 || following.isDone());
            assertThat(heard.getFirst()).isEqualTo(tagged);
            assertThat(heard.getLast().attributes()).containsEntry("name", fixture.name("app:2"));
            following.cancel(true);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void shouldEndAtOnceWhenFollowingIsInterrupted(TestEngine engine) throws InterruptedException {
        try (DockerJavaEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            AtomicReference<Throwable> end = new AtomicReference<>();
            Thread following = Thread.ofVirtual()
                    .start(() -> end.set(catchThrowable(() -> port.followEvents(OptionalLong.empty(), event -> {}))));
            await().until(() -> following.getState() == Thread.State.TIMED_WAITING);

            // When
            following.interrupt();

            // Then
            following.join();
            assertThat(end.get())
                    .isInstanceOfSatisfying(
                            EngineException.class,
                            e -> assertThat(e.kind()).isEqualTo(EngineException.Kind.INTERRUPTED));
        }
    }

    @ParameterizedTest
    @MethodSource("io.nodecleanup.engine.TestEngine#withImageMounts")
    void shouldTellTheImagesThatAContainerHasByWayOfAnotherWhenAskedForItsImages(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerJavaEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String app = fixture.image(fixture.name("app:1"));
            fixture.image(fixture.name("tools:1"));
            String mount = "type=image,source=%s,target=/tools".formatted(fixture.name("tools:1"));
            String other = fixture.create("--mount", mount, app);
            String container = fixture.create("--volumes-from", other, app);

            // When
            EngineActivity.ContainerImages images = port.imagesOf(container).orElseThrow();

            // Then
            assertThat(images).isEqualTo(new EngineActivity.ContainerImages(app, List.of(fixture.name("tools:1"))));
        }
    }
}

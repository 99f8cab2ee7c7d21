package io.nodecleanup.engine;

import io.nodecleanup.prune.CacheRecord;
import io.nodecleanup.prune.Container;
import io.nodecleanup.prune.Image;
import io.nodecleanup.prune.Network;
import io.nodecleanup.prune.Volume;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * What an engine tells of what is going on in it, cheap enough to be asked all the time. Every call may throw {@link EngineException}; an
 * interrupt ends a call at once with one.
 */
public interface EngineActivity {
    /** The engine remembers this many events, of all types together, until it ends. */
    int EVENTS_REMEMBERED = 256;

    /** The identity of the engine's data root; asked anew each time. */
    String engineId();

    /**
     * Hands on events as they happen, in the calling thread, until the engine ends the stream; an engine that goes away does so, too. It
     * has no deadline.
     *
     * @param sinceNano the first events are those remembered from this time on, which is inclusive; without it, none that are past
     */
    void followEvents(OptionalLong sinceNano, Consumer<EngineEvent> to);

    /** All events that the engine remembers, in the order it got them. Fewer than {@link #EVENTS_REMEMBERED}: all since it started. */
    List<EngineEvent> recentEvents();

    /**
     * The id of the image that a reference means now; empty if it means none.
     *
     * @param reference as people type it
     */
    Optional<String> imageId(String reference);

    /** What a container was made from; empty if it is gone. */
    Optional<ContainerImages> imagesOf(String containerId);

    /** All images, as their list has them: without layers and the time of tagging, for which each would have to be asked. */
    List<Image> images();

    /** All volumes, without their sizes, for which an engine walks its disk. */
    List<Volume> volumes();

    /** All networks. */
    List<Network> networks();

    /** All containers, without their sizes, for which an engine walks its disk. */
    List<Container> containers();

    /** The records of the build cache. An engine below API 1.42 walks its disk for this. */
    List<CacheRecord> cacheRecords();

    /**
     * The images that a container needs.
     *
     * @param imageId the image it runs
     * @param mounted references or ids of images mounted into it, as its maker wrote them
     */
    record ContainerImages(String imageId, List<String> mounted) {
        public ContainerImages {
            mounted = List.copyOf(mounted);
        }
    }
}

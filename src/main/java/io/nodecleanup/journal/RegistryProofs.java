package io.nodecleanup.journal;

import io.nodecleanup.prune.Image;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which images a registry has, as pulls and pushes prove. Their events tell a name, and what it means now need not be what it meant then:
 * so a proof is of an image that has the name and got its last one before the event. An image that was built under the name since has not.
 *
 * @param exchanged by full name with tag or digest, when it was last pulled or pushed
 * @param images by id, when it was proved; images that are gone are left out
 */
record RegistryProofs(Map<String, Instant> exchanged, Map<String, Instant> images) {
    static final RegistryProofs NONE = new RegistryProofs(Map.of(), Map.of());

    RegistryProofs {
        exchanged = Map.copyOf(exchanged);
        images = Map.copyOf(images);
    }

    /** After a pull or push. */
    RegistryProofs with(String reference, Instant time) {
        return new RegistryProofs(Times.with(exchanged, ImageName.full(reference), time), images);
    }

    /** After a look at all images. */
    RegistryProofs withImages(List<Image> all) {
        Map<String, Instant> proved = new HashMap<>();
        for (Image image : all) {
            Stream.concat(
                            image.tags().stream().map(tag -> proof(tag, image)),
                            image.digests().stream().map(digest -> exchanged.get(ImageName.full(digest))))
                    .filter(time -> time != null)
                    .forEach(time -> proved.merge(image.id(), time, Times::later));
            Instant known = images.get(image.id());
            if (known != null) {
                proved.merge(image.id(), known, Times::later);
            }
        }
        return new RegistryProofs(exchanged, proved);
    }

    /** After images were removed. */
    RegistryProofs without(Set<String> ids) {
        return new RegistryProofs(exchanged, Times.filtered(images, (id, time) -> !ids.contains(id)));
    }

    Set<String> imageIds() {
        return images.keySet();
    }

    /** Null where there is none. A name with a digest means the same always; one with a tag may have been moved since. */
    private Instant proof(String tag, Image image) {
        Instant time = exchanged.get(ImageName.full(tag));
        return time != null
                        && image.lastTagged()
                                .filter(last -> !last.isAfter(time))
                                .isPresent()
                ? time
                : null;
    }
}

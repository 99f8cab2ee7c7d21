package io.nodecleanup.journal;

import io.nodecleanup.prune.Image;
import io.nodecleanup.prune.Inventory;
import io.nodecleanup.prune.Sights;
import io.nodecleanup.prune.Usage;
import io.nodecleanup.prune.UseHistory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Images as their use is learnt from: by what every look has. What only some looks have, such as layers, would be taken for a use. */
final class ImageSights {
    private ImageSights() {}

    static List<UseHistory.Sight> of(
            List<Image> all, Map<String, Instant> used, Map<String, Instant> firstSeen, Instant now) {
        List<Image> plain = all.stream().map(ImageSights::plain).toList();
        var usage = new Usage(used, Map.of(), Map.of(), firstSeen, Set.of(), UseHistory.NONE, UseHistory.NONE);
        return Sights.ofImages(new Inventory(plain, List.of(), List.of(), List.of(), List.of()), usage, now);
    }

    private static Image plain(Image image) {
        return new Image(
                image.id(),
                image.tags(),
                image.digests(),
                0,
                0,
                List.of(),
                Map.of(),
                Optional.empty(),
                image.created(),
                Optional.empty());
    }
}

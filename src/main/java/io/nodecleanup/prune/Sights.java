package io.nodecleanup.prune;

import io.nodecleanup.prune.UseHistory.Sight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a {@link UseHistory} sees what an engine holds. */
public final class Sights {
    /** Scripts of steps may be whole pages. */
    private static final int TEXT_LENGTH = 200;

    private Sights() {}

    /** Cache records: built from their parents; their text is the step's, without digits, so that a version or hash in it is the same. */
    public static List<Sight> ofRecords(List<CacheRecord> records) {
        List<Sight> sights = new ArrayList<>(records.size());
        for (CacheRecord record : records) {
            sights.add(new Sight(record.id(), record.parents(), text(record.description()), ownUse(record)));
        }
        return sights;
    }

    /**
     * Images, after a thing for each of their repositories, from which they come: an image is missed when another of its repository is
     * used, a repository when images of others are. An image without a name has a root of its own.
     *
     * @return the repositories first, then the images in their order
     */
    static List<Sight> ofImages(List<Image> images, LastUse lastUse) {
        Map<String, Instant> repositories = new LinkedHashMap<>();
        List<Sight> ofImages = new ArrayList<>(images.size());
        for (Image image : images) {
            Instant use = lastUse.of(image).orElse(Instant.MIN);
            String repository = repository(image);
            repositories.merge(repository, use, LastUse::later);
            ofImages.add(new Sight(image.id(), List.of(repository), repository, use));
        }
        List<Sight> sights = new ArrayList<>(repositories.size() + images.size());
        repositories.forEach(
                (repository, use) -> sights.add(new Sight(repository, List.of(), "repository " + repository, use)));
        sights.addAll(ofImages);
        return sights;
    }

    /** As {@link #ofImages(List, LastUse)}, for a look at all of an inventory. */
    public static List<Sight> ofImages(Inventory inventory, Usage usage, Instant now) {
        return ofImages(inventory.images(), LastUse.of(inventory, usage, now));
    }

    static Instant ownUse(CacheRecord record) {
        Instant use = record.lastUsed().orElse(record.created());
        return use.isAfter(record.created()) ? use : record.created();
    }

    /** Of the first of its names, as an engine lists them. */
    private static String repository(Image image) {
        if (!image.tags().isEmpty()) {
            return LatestTags.repository(image.tags().getFirst());
        }
        return image.digests().isEmpty() ? "<none>" : image.digests().getFirst().split("@", 2)[0];
    }

    private static String text(String description) {
        int length = Math.min(TEXT_LENGTH, description.length());
        var text = new StringBuilder(length);
        for (int i = 0; i < description.length() && text.length() < TEXT_LENGTH; i++) {
            char c = description.charAt(i);
            if (c < '0' || c > '9') {
                text.append(c);
            }
        }
        return text.toString();
    }
}

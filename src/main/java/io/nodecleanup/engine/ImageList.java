package io.nodecleanup.engine;

import com.fasterxml.jackson.core.JsonParser;
import io.nodecleanup.prune.Image;
import io.nodecleanup.prune.Pullable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code GET /images/json}: all images, intermediate ones too. Raw, since docker-java cannot ask for the shared size. */
final class ImageList {
    private ImageList() {}

    /**
     * An image as the list has it.
     *
     * @param pullable a graph driver has a digest for what was pulled or pushed, and for nothing else; the containerd store has one for
     *     every image
     * @param sharedBytes 0 where the engine does not tell: 20.10 does so in {@code /system/df} only
     */
    record Entry(
            String id,
            List<String> tags,
            List<String> digests,
            long sizeBytes,
            long sharedBytes,
            Map<String, String> labels,
            Optional<String> parentId,
            Optional<Instant> created,
            Pullable pullable) {
        /** With what the list does not tell. */
        Image image(long allSharedBytes, List<String> layers, Optional<Instant> lastTagged, Optional<Instant> made) {
            return new Image(
                    id, tags, digests, sizeBytes, allSharedBytes, layers, labels, parentId, made, lastTagged, pullable);
        }
    }

    static List<Entry> read(Session engine) throws IOException {
        return engine.http()
                .get(
                        "/images/json?all=1&shared-size=1",
                        json -> Json.array(json, image -> entry(image, engine.containerdStore())));
    }

    /** The names with a tag, without the placeholder {@code <none>:<none>} (API up to 1.42). */
    static List<String> tags(List<String> repoTags) {
        return names(repoTags).filter(name -> !name.contains("@")).toList();
    }

    /** The names with a digest. The containerd store has those that were pulled among the tags as well. */
    static List<String> digests(List<String> repoTags, List<String> repoDigests) {
        return Stream.concat(names(repoDigests), names(repoTags).filter(name -> name.contains("@")))
                .distinct()
                .toList();
    }

    /** @param names may be null */
    private static Stream<String> names(List<String> names) {
        return names == null ? Stream.empty() : names.stream().filter(name -> !name.contains("<none>"));
    }

    private static Entry entry(JsonParser json, boolean containerdStore) throws IOException {
        Fields fields = new Fields();
        Json.object(json, fields::read);
        return fields.entry(containerdStore);
    }

    /** Of an image; {@code /system/df} has the same. */
    static final class Fields {
        private String id = "";
        private List<String> tags = List.of();
        private List<String> digests = List.of();
        private long size;
        private long sharedSize;
        private Map<String, String> labels = Map.of();
        private String parentId = "";
        private long created;

        Entry entry(boolean containerdStore) {
            List<String> allDigests = ImageList.digests(tags, digests);
            Pullable byDigest = allDigests.isEmpty() ? Pullable.NO : Pullable.YES;
            return new Entry(
                    id,
                    ImageList.tags(tags),
                    allDigests,
                    size,
                    Math.max(0, sharedSize),
                    labels,
                    Optional.of(parentId).filter(parent -> !parent.isEmpty()),
                    EngineTime.ofEpochSecond(created),
                    containerdStore ? Pullable.UNKNOWN : byDigest);
        }

        void read(String name, JsonParser json) throws IOException {
            switch (name) {
                case "Id" -> id = json.getText();
                case "RepoTags" -> tags = Json.strings(json);
                case "RepoDigests" -> digests = Json.strings(json);
                case "Size" -> size = json.getLongValue();
                case "SharedSize" -> sharedSize = json.getLongValue();
                case "Labels" -> labels = Map.copyOf(Json.texts(json));
                case "ParentId" -> parentId = json.getText();
                case "Created" -> created = json.getLongValue();
                default -> {}
            }
        }
    }
}

package io.nodecleanup.prune;

import java.util.List;

/**
 * How many bytes images leave to the build cache when they go: those of the records that stay and that no image shares any more. Where it
 * is not known whether a record is one, it counts.
 */
final class Takeover {
    private final RecordLayers recordLayers;
    private final int[] ownersLeft;
    private final boolean[] endsAnImage;
    private final boolean[] endsOneLeft;
    private final boolean[] hasFreedAbove;
    private final boolean[] hasUnknownAbove;
    private boolean hasUnknown;
    private long unknownImageBytes;
    private long bytes;
    private long perhaps;

    /**
     * @param imageGoes by an image's place, whether it goes
     * @param ownersLeft by layer, how many images have it that stay
     */
    Takeover(List<Image> images, ImageLayers layers, RecordLayers recordLayers, boolean[] imageGoes, int[] ownersLeft) {
        this.recordLayers = recordLayers;
        this.ownersLeft = ownersLeft;
        endsAnImage = new boolean[layers.count()];
        endsOneLeft = new boolean[layers.count()];
        hasFreedAbove = new boolean[layers.count()];
        hasUnknownAbove = new boolean[layers.count()];
        for (int place = 0; place < imageGoes.length; place++) {
            int last = layers.last(place);
            if (last >= 0) {
                endsAnImage[last] = true;
                endsOneLeft[last] |= !imageGoes[place];
                if (imageGoes[place]) {
                    addGoing(images.get(place), layers.chains()[place], last);
                }
            }
        }
    }

    private void addGoing(Image image, int[] chain, int last) {
        boolean unknown = !recordLayers.hasRecord(last);
        for (int i = 1; i < chain.length; i++) {
            hasFreedAbove[chain[i - 1]] |= ownersLeft[chain[i]] == 0;
            hasUnknownAbove[chain[i - 1]] |= unknown;
        }
        if (unknown) {
            hasUnknown = true;
            unknownImageBytes += image.sizeBytes();
        }
    }

    /** Adds a record that stays and that an image shares now. */
    void add(int place, CacheRecord record) {
        if (mayCount(place)) {
            perhaps += record.sizeBytes();
        } else if (counts(place)) {
            bytes += record.sizeBytes();
        }
    }

    /** Whether a record that an image shares now may be without one, and would free something if it went too. */
    boolean mayFree(int place) {
        return mayCount(place) || counts(place);
    }

    private boolean mayCount(int place) {
        int above = recordLayers.above(place);
        return recordLayers.layer(place) == RecordLayers.NONE
                && (above == RecordLayers.NONE ? hasUnknown : hasUnknownAbove[above]);
    }

    private boolean counts(int place) {
        int layer = recordLayers.layer(place);
        int above = recordLayers.above(place);
        return layer == RecordLayers.NONE ? above != RecordLayers.NONE && isFreed(above) : ownersLeft[layer] == 0;
    }

    /**
     * Of a record that is above the layer, but in no image. BuildKit's worker for containerd knows the layers of records by their packed form only:
     * a record that never was packed looks like what it was built from, and is {@code Shared} while an image ends there (source: buildkit,
     * {@code snapshot/imagerefchecker}). Otherwise it is a second record of a layer that has one.
     */
    private boolean isFreed(int above) {
        return endsAnImage[above] ? !endsOneLeft[above] : hasFreedAbove[above];
    }

    long bytes() {
        return bytes + Math.min(perhaps, unknownImageBytes);
    }
}

package io.nodecleanup.prune;

import java.util.Arrays;
import java.util.List;

/**
 * How many bytes images and cache records free together, as {@code docker system df} will count them.
 *
 * <p>The engine tells an image's bytes and how many of them it shares, not the size of a layer. But the shared part of an image is its
 * layers up to the last one that another image has too: so the sizes of most places where images part are known, and the stretch of layers
 * between two of them is freed when every image that has any of it goes. Where images part at a place that is no image's last shared one,
 * the records of the layers above tell its size. Where there are none, the stretches through it have a beginning in common whose size
 * nothing tells; of those, the largest alone is counted.
 *
 * <p>A record that an image shares frees nothing while that image stands. When the image goes and the record stays, the bytes are the
 * record's from then on.
 */
final class Reclaim {
    private static final long UNKNOWN = -1;

    private final List<Image> images;
    private final List<CacheRecord> records;
    private final ImageLayers layers;
    private final RecordLayers recordLayers;
    private final long[] upTo;

    /** Made once, asked for many sets. */
    Reclaim(List<Image> images, ImageLayers layers, List<CacheRecord> records, Lineage ofRecords) {
        this.images = images;
        this.records = records;
        this.layers = layers;
        recordLayers = new RecordLayers(images, layers, records, ofRecords);
        upTo = new long[layers.count()];
        Arrays.fill(upTo, UNKNOWN);
        measureWhereImagesPart();
        measureBelow();
    }

    private void measureWhereImagesPart() {
        int[] owners = layers.owners();
        for (int place = 0; place < images.size(); place++) {
            int[] chain = layers.chains()[place];
            for (int i = chain.length - 1; i >= 0; i--) {
                if (owners[chain[i]] > 1) {
                    upTo[chain[i]] = Math.max(upTo[chain[i]], images.get(place).sharedBytes());
                    break;
                }
            }
        }
    }

    /** From where a size is known down, as far as records tell the sizes of layers. */
    private void measureBelow() {
        long[] bytes = new long[layers.count()];
        for (int place = 0; place < records.size(); place++) {
            // BuildKit has no size for an image of the graph driver's that a build starts from.
            int layer = recordLayers.layer(place);
            if (layer != RecordLayers.NONE) {
                bytes[layer] = Math.max(bytes[layer], records.get(place).sizeBytes());
            }
        }
        long[] measured = upTo.clone();
        for (int[] chain : layers.chains()) {
            long known = UNKNOWN;
            for (int i = chain.length - 1; i >= 0; i--) {
                int layer = chain[i];
                if (measured[layer] != UNKNOWN) {
                    known = measured[layer];
                } else if (known != UNKNOWN) {
                    upTo[layer] = Math.max(upTo[layer], known);
                }
                known = known == UNKNOWN || bytes[layer] == 0 ? UNKNOWN : Math.max(0, known - bytes[layer]);
            }
        }
    }

    /**
     * @param imageGoes by an image's place, whether it goes
     * @param recordGoes the same of records
     */
    long bytes(boolean[] imageGoes, boolean[] recordGoes) {
        int[] ownersLeft = ownersLeft(imageGoes);
        long own = 0;
        for (int place = 0; place < imageGoes.length; place++) {
            own += imageGoes[place]
                    ? images.get(place).sizeBytes() - images.get(place).sharedBytes()
                    : 0;
        }
        long bytes = own + ofSharedLayers(imageGoes, ownersLeft);
        var takeover = new Takeover(images, layers, recordLayers, imageGoes, ownersLeft);
        for (int place = 0; place < recordGoes.length; place++) {
            CacheRecord record = records.get(place);
            if (recordGoes[place]) {
                bytes += record.shared() ? 0 : record.sizeBytes();
            } else if (record.shared()) {
                takeover.add(place, record);
            }
        }
        return bytes - takeover.bytes();
    }

    /**
     * Which records would free something, or may, if they went and these images did; by a record's place.
     *
     * @param imageGoes by an image's place, whether it goes
     */
    boolean[] freeing(boolean[] imageGoes) {
        var takeover = new Takeover(images, layers, recordLayers, imageGoes, ownersLeft(imageGoes));
        boolean[] frees = new boolean[records.size()];
        for (int place = 0; place < frees.length; place++) {
            frees[place] = !records.get(place).shared() || takeover.mayFree(place);
        }
        return frees;
    }

    private int[] ownersLeft(boolean[] imageGoes) {
        int[] ownersLeft = layers.owners();
        for (int place = 0; place < imageGoes.length; place++) {
            if (imageGoes[place]) {
                for (int layer : layers.chains()[place]) {
                    ownersLeft[layer]--;
                }
            }
        }
        return ownersLeft;
    }

    private long ofSharedLayers(boolean[] imageGoes, int[] ownersLeft) {
        long[] freedByFirstLayer = new long[upTo.length];
        for (int place = 0; place < imageGoes.length; place++) {
            if (imageGoes[place]) {
                addStretches(layers.chains()[place], ownersLeft, freedByFirstLayer);
            }
        }
        return Arrays.stream(freedByFirstLayer).sum();
    }

    private void addStretches(int[] chain, int[] ownersLeft, long[] freedByFirstLayer) {
        long below = 0;
        int first = -1;
        for (int layer : chain) {
            first = first < 0 ? layer : first;
            if (upTo[layer] != UNKNOWN) {
                // Whoever has the first layer of a stretch includes whoever has the others.
                if (ownersLeft[first] == 0) {
                    freedByFirstLayer[first] = Math.max(freedByFirstLayer[first], upTo[layer] - below);
                }
                below = upTo[layer];
                first = -1;
            }
        }
    }
}

package io.nodecleanup.prune;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which layer each record of the build cache stands for. No engine tells, but an image says that it was made at the very nanosecond at
 * which the record of its last layer was; below, each layer has its record's parent.
 */
final class RecordLayers {
    /** No layer. */
    static final int NONE = -1;

    private final int[] layers;
    private final int[] above;
    private final boolean[] hasRecord;

    RecordLayers(List<Image> images, ImageLayers imageLayers, List<CacheRecord> records, Lineage ofRecords) {
        layers = new int[records.size()];
        Arrays.fill(layers, NONE);
        hasRecord = new boolean[imageLayers.count()];
        Map<Instant, Integer> madeAt = HashMap.newHashMap(records.size());
        for (int place = 0; place < layers.length; place++) {
            if (records.get(place).isRegular()) {
                madeAt.putIfAbsent(records.get(place).created(), place);
            }
        }
        for (int place = 0; place < images.size(); place++) {
            Integer last = images.get(place).created().map(madeAt::get).orElse(null);
            if (last != null) {
                descend(imageLayers.chains()[place], last, ofRecords);
            }
        }
        above = above(ofRecords);
    }

    private void descend(int[] chain, int last, Lineage ofRecords) {
        int place = last;
        for (int i = chain.length - 1; i >= 0 && layers[place] == NONE; i--) {
            layers[place] = chain[i];
            hasRecord[chain[i]] = true;
            if (ofRecords.parents(place).length != 1) {
                break;
            }
            place = ofRecords.parents(place)[0];
        }
    }

    private int[] above(Lineage ofRecords) {
        int[] nearest = new int[layers.length];
        Arrays.fill(nearest, NONE);
        int[] childrenFirst = ofRecords.childrenFirst();
        for (int i = childrenFirst.length - 1; i >= 0; i--) {
            int place = childrenFirst[i];
            for (int parent : ofRecords.parents(place)) {
                nearest[place] = layers[parent] == NONE ? nearest[parent] : layers[parent];
            }
        }
        return nearest;
    }

    /** The layer that the record at this place stands for; NONE if it is not known. */
    int layer(int place) {
        return layers[place];
    }

    /** The layer of its nearest ancestor whose layer is known; NONE if there is none. */
    int above(int place) {
        return above[place];
    }

    /** Whether it is known of any record that it stands for the layer. */
    boolean hasRecord(int layer) {
        return hasRecord[layer];
    }
}

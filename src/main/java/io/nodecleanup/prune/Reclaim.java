package io.nodecleanup.prune;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many bytes a set of images frees together, at least. The engine tells an image's bytes and how many of them it shares, not the size
 * of a layer. But the shared part of an image is its layers up to the last one that another image has too: so the sizes of most places
 * where images part are known, and the stretch of layers between two of them is freed when every image that has any of it goes. Where
 * images part at a place that is no image's last shared one, the stretches through it have a beginning in common whose size nothing tells;
 * of those, the largest alone is counted.
 */
final class Reclaim {
    private static final long UNKNOWN = -1;

    private final List<Image> images;
    private final int[][] layers;
    private final int[] owners;
    private final long[] upTo;

    /** Made once, asked for many sets. */
    Reclaim(List<Image> images) {
        this.images = images;
        layers = new int[images.size()][];
        Map<String, Integer> numbers = new HashMap<>();
        for (int place = 0; place < layers.length; place++) {
            List<String> names = images.get(place).layers();
            layers[place] = new int[names.size()];
            for (int i = 0; i < layers[place].length; i++) {
                Integer next = numbers.size();
                Integer number = numbers.putIfAbsent(names.get(i), next);
                layers[place][i] = number == null ? next : number;
            }
        }
        owners = new int[numbers.size()];
        upTo = new long[numbers.size()];
        for (int[] chain : layers) {
            for (int layer : chain) {
                owners[layer]++;
                upTo[layer] = UNKNOWN;
            }
        }
        for (int place = 0; place < layers.length; place++) {
            int[] chain = layers[place];
            for (int i = chain.length - 1; i >= 0; i--) {
                if (owners[chain[i]] > 1) {
                    upTo[chain[i]] = Math.max(upTo[chain[i]], images.get(place).sharedBytes());
                    break;
                }
            }
        }
    }

    /**
     * @param goes by an image's place, whether it is in the set
     */
    long bytes(boolean[] goes) {
        long bytes = 0;
        int[] ownersLeft = owners.clone();
        for (int place = 0; place < goes.length; place++) {
            if (goes[place]) {
                Image image = images.get(place);
                bytes += image.sizeBytes() - image.sharedBytes();
                for (int layer : layers[place]) {
                    ownersLeft[layer]--;
                }
            }
        }
        long[] freedByFirstLayer = new long[owners.length];
        for (int place = 0; place < goes.length; place++) {
            if (goes[place]) {
                addStretches(layers[place], ownersLeft, freedByFirstLayer);
            }
        }
        for (long freed : freedByFirstLayer) {
            bytes += freed;
        }
        return bytes;
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

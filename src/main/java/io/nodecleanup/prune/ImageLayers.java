package io.nodecleanup.prune;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The layers of images as numbers, from 0 on: places in arrays instead of chain ids. */
final class ImageLayers {
    private final int[][] chains;
    private final int[] owners;

    ImageLayers(List<Image> images) {
        chains = new int[images.size()][];
        Map<String, Integer> numbers = new HashMap<>();
        for (int place = 0; place < chains.length; place++) {
            List<String> ids = images.get(place).layers();
            chains[place] = new int[ids.size()];
            for (int i = 0; i < chains[place].length; i++) {
                chains[place][i] = numbers.computeIfAbsent(ids.get(i), id -> numbers.size());
            }
        }
        owners = new int[numbers.size()];
        for (int[] chain : chains) {
            for (int layer : chain) {
                owners[layer]++;
            }
        }
    }

    /** The last layer of the image at this place; -1 if it has none. */
    int last(int place) {
        return chains[place].length == 0 ? -1 : chains[place][chains[place].length - 1];
    }

    /** By an image's place, its layers, base first. Not to be changed. */
    int[][] chains() {
        return chains;
    }

    /** How many layers there are. */
    int count() {
        return owners.length;
    }

    /** By layer, how many images have it; a copy. */
    int[] owners() {
        return owners.clone();
    }
}

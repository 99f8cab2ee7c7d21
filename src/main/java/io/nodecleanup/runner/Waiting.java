package io.nodecleanup.runner;

import io.nodecleanup.prune.Container;
import io.nodecleanup.prune.Image;
import io.nodecleanup.prune.Network;
import io.nodecleanup.prune.Plan;
import io.nodecleanup.prune.Prunable;
import io.nodecleanup.prune.Volume;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Removals that wait for their turn: in the order of the plan, but nothing before what needs it is through. An image is needed by the
 * containers that run it or mount it and by the images built from it; volumes and networks wait for all containers.
 */
final class Waiting {
    private final PriorityQueue<Turn> ready = new PriorityQueue<>();
    private final Map<Integer, List<Turn>> waitingFor = new HashMap<>();
    private final Map<Integer, Integer> neededBy = new HashMap<>();

    /** @param place in the plan */
    record Turn(int place, int tries, Plan.Removal removal) implements Comparable<Turn> {
        @Override
        public int compareTo(Turn other) {
            return Integer.compare(place, other.place);
        }

        private Prunable object() {
            return removal.object();
        }
    }

    Waiting(List<Plan.Removal> removals) {
        List<Turn> turns = new ArrayList<>();
        Map<String, Turn> images = new HashMap<>();
        List<Turn> afterContainers = new ArrayList<>();
        for (Plan.Removal removal : removals) {
            Turn turn = new Turn(turns.size(), 1, removal);
            turns.add(turn);
            switch (turn.object()) {
                case Image image -> images.put(image.id(), turn);
                case Volume volume -> afterContainers.add(turn);
                case Network network -> afterContainers.add(turn);
                default -> {}
            }
        }
        for (Turn turn : turns) {
            if (turn.object() instanceof Container container) {
                wait(images.get(container.imageId()), turn);
                mounted(container, images.values()).forEach(image -> wait(image, turn));
                afterContainers.forEach(other -> wait(other, turn));
            } else if (turn.object() instanceof Image image) {
                image.parentId().ifPresent(parent -> wait(images.get(parent), turn));
            }
        }
        turns.stream().filter(turn -> !neededBy.containsKey(turn.place)).forEach(ready::add);
    }

    /** The engine does not protect these; that of its own it may have, too, is waited for already. */
    private static List<Turn> mounted(Container container, Collection<Turn> images) {
        if (container.mountedImages().isEmpty()) {
            return List.of();
        }
        return images.stream()
                .filter(turn -> turn.object() instanceof Image image
                        && !image.id().equals(container.imageId())
                        && container.mayMount(image))
                .toList();
    }

    private void wait(Turn later, Turn earlier) {
        if (later != null) {
            waitingFor
                    .computeIfAbsent(earlier.place, place -> new ArrayList<>())
                    .add(later);
            neededBy.merge(later.place, 1, Integer::sum);
        }
    }

    /** Whether some can begin now. */
    boolean hasNext() {
        return !ready.isEmpty();
    }

    Turn next() {
        return ready.remove();
    }

    /** It was tried, in vain or not: what waited for it may come. */
    void through(Turn turn) {
        for (Turn later : waitingFor.getOrDefault(turn.place, List.of())) {
            if (neededBy.merge(later.place, -1, Integer::sum) == 0) {
                ready.add(later);
            }
        }
    }

    /** It is to be tried once more. */
    void again(Turn turn) {
        ready.add(new Turn(turn.place, turn.tries + 1, turn.removal));
    }
}

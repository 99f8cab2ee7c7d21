package io.nodecleanup.prune;

import java.time.Instant;

/**
 * A thing of an inventory, with what its turn depends on. The order is that of removal: containers, volumes, networks, builders, nameless images, then everything else;
 * in each the least valuable first, among equals the one unused for the longest, children before their parents.
 *
 * @param place where it is in the list of its kind
 * @param chance that the next use needs it, {@link Chance#UNLEARNT} for kinds that nothing is learnt of
 * @param log the chance's logarithm, not below that of any child
 * @param lastUse not before that of any child; {@link Instant#MIN} where nothing tells
 * @param generation above that of its parents
 */
record Candidate(Prunable thing, int place, int stage, Chance chance, double log, Instant lastUse, int generation)
        implements Comparable<Candidate> {

    @Override
    public int compareTo(Candidate other) {
        int order = Integer.compare(stage, other.stage);
        order = order != 0 ? order : Double.compare(log, other.log);
        order = order != 0 ? order : lastUse.compareTo(other.lastUse);
        order = order != 0 ? order : Integer.compare(other.generation, generation);
        order = order != 0 ? order : thing.id().compareTo(other.thing.id());
        return order;
    }
}

package io.nodecleanup.journal;

import io.nodecleanup.engine.EngineEvent;
import io.nodecleanup.prune.BaseUses;
import io.nodecleanup.prune.CacheRecord;
import io.nodecleanup.prune.Container;
import io.nodecleanup.prune.Image;
import io.nodecleanup.prune.Network;
import io.nodecleanup.prune.Sights;
import io.nodecleanup.prune.Touches;
import io.nodecleanup.prune.UseHistory;
import io.nodecleanup.prune.Volume;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * All that the journal knows of one engine. Never changed: each event or look gives another one.
 *
 * @param lastEventNano the event that was heard last; 0 if none was
 * @param gapEnd the end of the last time of which events may have been missed: all that was there then counts as used then, and all that
 *     came later was used later anyway; 1970 if none were missed
 * @param images by id, the last use that was seen
 * @param firstSeen by id of an image, when it was first seen
 * @param volumes by name, the last use that was seen
 * @param networks by id, the last use that was seen
 * @param names by full name with tag or digest, the id of the image that it means, as far as is known
 * @param containers by id, the ids of the images that it needs
 * @param waiting uses of images whose ids are not known yet: by id of the container, or by reference
 * @param bases what was seen of builds that started from images
 * @param registry which images a registry is known to have
 * @param recordHistory what looks at the build cache have taught
 * @param imageHistory what looks at the images have taught
 * @param touches what looks like uses of cache records and were our own removals
 * @param attachmentSights when volumes and networks were first seen
 */
record JournalState(
        long lastEventNano,
        Instant gapEnd,
        Map<String, Instant> images,
        Map<String, Instant> firstSeen,
        Map<String, Instant> volumes,
        Map<String, Instant> networks,
        Map<String, String> names,
        Map<String, Set<String>> containers,
        Map<String, Waiting> waiting,
        BaseUses bases,
        RegistryProofs registry,
        UseHistory recordHistory,
        UseHistory imageHistory,
        Touches touches,
        AttachmentSights attachmentSights) {
    /** Of a journal that begins. */
    static final JournalState EMPTY = new StateDraft().state();

    /** An image that is gone is remembered this long: it may come again, or not be in the list yet. */
    static final Duration REMEMBERED = Duration.ofDays(1);

    /** What nothing resolves is no image that is there. */
    static final Duration WAITS = Duration.ofHours(1);

    JournalState {
        Objects.requireNonNull(gapEnd);
        Objects.requireNonNull(bases);
        Objects.requireNonNull(registry);
        Objects.requireNonNull(recordHistory);
        Objects.requireNonNull(imageHistory);
        // The first journals had none of these.
        touches = touches == null ? Touches.NONE : touches;
        attachmentSights = attachmentSights == null ? AttachmentSights.NONE : attachmentSights;
        images = Map.copyOf(images);
        firstSeen = Map.copyOf(firstSeen);
        volumes = Map.copyOf(volumes);
        networks = Map.copyOf(networks);
        names = Map.copyOf(names);
        containers = Map.copyOf(containers);
        waiting = Map.copyOf(waiting);
    }

    /** A use of what a reference meant at that time. */
    record Waiting(String reference, Instant use) {}

    /** After an event. The same one again changes nothing. */
    JournalState with(EngineEvent event) {
        Instant time = event.time();
        var next = new StateDraft(this);
        next.lastEventNano = event.timeNano();
        switch (Use.of(event)) {
            case Use.OfImage(String id, String name) -> {
                next.images = Times.with(images, id, time);
                if (!name.isEmpty()) {
                    next.names = StateDraft.with(names, ImageName.full(name), id);
                }
            }
            case Use.OfReference(String reference, boolean exchanged) -> {
                next.await(reference, reference, time);
                next.registry = exchanged ? registry.with(reference, time) : registry;
            }
            case Use.OfContainer(String id, String reference) -> {
                if (containers.containsKey(id)) {
                    next.credit(containers.get(id), time);
                } else {
                    next.await(id, reference, time);
                }
            }
            case Use.EndOfContainer(String id) -> next.containers = StateDraft.without(containers, id);
            case Use.OfVolume(String name) -> next.creditVolume(name, time);
            case Use.EndOfVolume(String name) -> next.forgetVolume(name);
            case Use.OfNetwork(String id) -> next.creditNetwork(id, time);
            case Use.EndOfNetwork(String id) -> next.forgetNetwork(id);
            case Use.None() -> {}
        }
        return next.state();
    }

    /** After events may have been missed until now. */
    JournalState withGap(Instant end) {
        var next = new StateDraft(this);
        next.gapEnd = end;
        next.lastEventNano = 0;
        return next.state();
    }

    /** After the engine has started anew, and with it what it remembers. */
    JournalState withNothingHeard() {
        var next = new StateDraft(this);
        next.lastEventNano = 0;
        return next.state();
    }

    /** After it was asked what a container or reference that waits needs. */
    JournalState withResolved(String key, Set<String> imageIds) {
        Waiting known = waiting.get(key);
        if (known == null) {
            return this;
        }
        var next = new StateDraft(this);
        next.waiting = StateDraft.without(waiting, key);
        next.credit(imageIds, known.use());
        if (!key.equals(known.reference())) {
            next.containers = StateDraft.with(containers, key, Set.copyOf(imageIds));
        }
        return next.state();
    }

    /** After a look at all images: names are what they are now, what waits is resolved by them, and what is long gone is forgotten. */
    JournalState withImages(List<Image> all, Instant now) {
        var next = new StateDraft(this);
        Map<String, String> present = new HashMap<>();
        Map<String, Instant> first = new HashMap<>();
        for (Image image : all) {
            first.put(image.id(), firstSeen.getOrDefault(image.id(), now));
            image.tags().forEach(tag -> present.put(ImageName.full(tag), image.id()));
            image.digests().forEach(digest -> present.put(ImageName.full(digest), image.id()));
        }
        next.names = present;
        next.firstSeen = first;
        Map<String, Waiting> still = new HashMap<>();
        waiting.forEach((key, use) -> {
            Set<String> ids = ImageName.resolve(use.reference(), present, first.keySet());
            next.credit(ids, use.use());
            if (ids.isEmpty() && use.use().plus(WAITS).isAfter(now)) {
                still.put(key, use);
            }
        });
        next.waiting = still;
        Instant remembered = now.minus(REMEMBERED);
        next.images = Times.filtered(next.images, (id, use) -> first.containsKey(id) || use.isAfter(remembered));
        next.registry = registry.withImages(all);
        next.imageHistory = imageHistory.observe(ImageSights.of(all, next.images, first, now));
        return next.state();
    }

    /** After images were removed. Their last uses stay for {@link #REMEMBERED}, since one may come again. */
    JournalState withoutImages(Set<String> ids) {
        var next = new StateDraft(this);
        next.names = new HashMap<>(names);
        next.names.values().removeAll(ids);
        next.firstSeen = Times.filtered(firstSeen, (id, seen) -> !ids.contains(id));
        next.registry = registry.without(ids);
        next.imageHistory = imageHistory.without(ids);
        return next.state();
    }

    /** After a look at all containers. */
    JournalState withContainers(List<Container> all, Instant now) {
        var next = new StateDraft(this);
        Map<String, Set<String>> present = new HashMap<>();
        for (Container container : all) {
            Set<String> ids = new HashSet<>(containers.getOrDefault(container.id(), Set.of()));
            ids.add(container.imageId());
            for (String mounted : container.mountedImages()) {
                ids.addAll(ImageName.resolve(mounted, names, firstSeen.keySet()));
            }
            present.put(container.id(), Set.copyOf(ids));
            next.credit(ids, container.lastUsed(now));
            for (String volume : container.mountedVolumes()) {
                next.volumes = Times.with(next.volumes, volume, container.lastUsed(now));
            }
        }
        next.containers = present;
        return next.state();
    }

    /** After a look at all volumes and networks. */
    JournalState withAttachments(List<Volume> allVolumes, List<Network> allNetworks, Instant now) {
        var next = new StateDraft(this);
        next.attachmentSights = attachmentSights.with(allVolumes, allNetworks, now);
        return next.state();
    }

    /** After a look at the build cache. */
    JournalState withBuildCache(List<CacheRecord> all) {
        var next = new StateDraft(this);
        next.bases = bases.and(BaseUses.of(all, touches));
        next.recordHistory = recordHistory.observe(Sights.ofRecords(all));
        return next.state();
    }

    /**
     * After we have removed something of the build cache ourselves: what that has moved is no use.
     *
     * @param ours what it has moved
     * @param planned what was seen of bases when that was planned: a look in between may have taken it for a build
     */
    JournalState withBuildCachePruned(List<CacheRecord> left, Touches ours, BaseUses planned) {
        var next = new StateDraft(this);
        next.touches = touches.and(ours, left);
        next.bases = bases.without(ours.moments(), planned);
        next.recordHistory = recordHistory.rebase(Sights.ofRecords(left));
        return next.state();
    }

    boolean eventsWereMissed() {
        return gapEnd.isAfter(Instant.EPOCH);
    }
}

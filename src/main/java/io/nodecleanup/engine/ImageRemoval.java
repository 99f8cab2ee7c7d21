package io.nodecleanup.engine;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import io.nodecleanup.engine.RemovalOutcome.AlreadyGone;
import io.nodecleanup.engine.RemovalOutcome.Refused;
import io.nodecleanup.engine.RemovalOutcome.Removed;
import io.nodecleanup.prune.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Removes an image only if it still is what was planned.
 *
 * <p>By id, without force, an engine refuses an image with two names or a container, and leaves alone a name that has moved to another
 * image; so that is the last step always. By name it takes whatever has the name now. So of an image with more names, all but one go first,
 * each by a reference that holds the id as well ({@code name:tag@sha256:…}, containerd store), or, since graph drivers do not understand
 * such a one, right after a look at where it points.
 *
 * <p>{@code noprune} always: without it a graph driver deletes untagged parents that were not planned, and the containerd store is twice
 * as slow.
 */
final class ImageRemoval {
    private final EngineCalls calls;
    private final Limits limits;

    ImageRemoval(EngineCalls calls, Limits limits) {
        this.calls = calls;
        this.limits = limits;
    }

    RemovalOutcome remove(Image image) {
        return calls.call(limits.imageRemoval(), "the removal of image " + image.id(), engine -> remove(engine, image));
    }

    private static RemovalOutcome remove(Session engine, Image planned) {
        // The common case, and there an inspection takes as long as a tenth of the removal (16 to 24 ms).
        boolean oneTag = planned.tags().size() == 1
                && ImageNames.allButLast(planned.tags(), planned.digests()).isEmpty();
        if (engine.containerdStore() && oneTag) {
            return removeById(engine, planned.id(), List.of());
        }
        Optional<InspectImageResponse> found = inspect(engine, planned.id());
        if (found.isEmpty()) {
            return new AlreadyGone();
        }
        List<String> tags = ImageList.tags(found.get().getRepoTags());
        Optional<String> newName =
                tags.stream().filter(tag -> !planned.tags().contains(tag)).findFirst();
        if (newName.isPresent()) {
            return new Refused("it has got the name " + newName.get() + " since it was planned");
        }
        List<String> digests =
                ImageList.digests(found.get().getRepoTags(), found.get().getRepoDigests());
        List<String> others = ImageNames.allButLast(tags, digests);
        if (!others.isEmpty() && hasContainer(engine, planned.id())) {
            // By id the engine would say so itself, but only when the other names are gone.
            return new Refused("a container uses it");
        }
        List<String> gone = new ArrayList<>();
        for (String name : others) {
            try {
                if (untag(engine, name, planned.id())) {
                    gone.add(name);
                }
            } catch (ConflictException e) {
                return refused(e, gone);
            }
        }
        return removeById(engine, planned.id(), gone);
    }

    private static RemovalOutcome removeById(Session engine, String id, List<String> namesGone) {
        try {
            engine.docker().removeImageCmd(id).withNoPrune(true).exec();
            return new Removed();
        } catch (NotFoundException e) {
            return namesGone.isEmpty() ? new AlreadyGone() : new Removed();
        } catch (ConflictException e) {
            return refused(e, namesGone);
        }
    }

    /** @return false if the name was gone, or points elsewhere by now */
    private static boolean untag(Session engine, String name, String id) {
        String reference = name;
        if (engine.containerdStore()) {
            reference = name.contains("@") ? name : name + "@" + id;
        } else if (inspect(engine, name)
                .filter(image -> id.equals(image.getId()))
                .isEmpty()) {
            return false;
        }
        try {
            engine.docker().removeImageCmd(reference).withNoPrune(true).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private static Optional<InspectImageResponse> inspect(Session engine, String reference) {
        try {
            return Optional.of(engine.docker().inspectImageCmd(reference).exec());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private static boolean hasContainer(Session engine, String id) {
        return engine.docker().listContainersCmd().withShowAll(true).exec().stream()
                .anyMatch(container -> id.equals(container.getImageId()));
    }

    private static Refused refused(ConflictException e, List<String> namesGone) {
        String why = EngineErrors.sentence(e);
        return new Refused(namesGone.isEmpty() ? why : why + "; already removed: " + String.join(", ", namesGone));
    }
}

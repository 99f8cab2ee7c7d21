package io.nodecleanup.engine;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import io.nodecleanup.engine.RemovalOutcome.AlreadyGone;
import io.nodecleanup.engine.RemovalOutcome.Refused;
import io.nodecleanup.engine.RemovalOutcome.Removed;
import io.nodecleanup.prune.Image;
import java.io.IOException;
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

    /** @param watch on since before the image was listed, if it is */
    RemovalOutcome remove(Image image, Optional<UseWatch> watch) {
        return calls.call(
                limits.imageRemoval(), "the removal of image " + image.id(), engine -> remove(engine, image, watch));
    }

    private static RemovalOutcome remove(Session engine, Image planned, Optional<UseWatch> watch) throws IOException {
        boolean allHeard = watch.filter(UseWatch::isComplete).isPresent();
        List<String> others = List.of();
        if (mustLook(engine, planned, allHeard)) {
            Optional<ImageInspection> found = ImageInspection.of(engine, planned.id());
            if (found.isEmpty()) {
                return new AlreadyGone();
            }
            Optional<Refused> change = change(planned, found.get(), watch);
            if (change.isPresent()) {
                return change.get();
            }
            others = ImageNames.allButLast(found.get().tags(), found.get().digests());
        }
        Optional<String> use = watch.flatMap(events -> events.use(planned));
        if (use.isPresent()) {
            return new Refused("it was used since it was planned, by " + use.get());
        }
        // By id the engine would say itself that a container runs it, but only when the other names are gone; that one
        // has it mounted it never says.
        if ((!allHeard || !others.isEmpty()) && isNeeded(engine, planned)) {
            return new Refused("a container uses it");
        }
        return remove(engine, planned, others);
    }

    /**
     * A look takes the containerd store 10 ms of two cores, as long as the removal, and a graph driver needs the lock for it that removals
     * wait for. An image with one tag needs none if events tell what was done since; without them, a name that it has got instead of the
     * planned one would go with it.
     */
    private static boolean mustLook(Session engine, Image planned, boolean allHeard) {
        boolean oneTag = planned.tags().size() == 1
                && ImageNames.allButLast(planned.tags(), planned.digests()).isEmpty();
        return !engine.tellsOfAllNames() || !oneTag || !allHeard;
    }

    private static Optional<Refused> change(Image planned, ImageInspection found, Optional<UseWatch> watch) {
        Optional<String> newName = found.tags().stream()
                .filter(tag -> !planned.tags().contains(tag))
                .findFirst();
        if (newName.isPresent()) {
            return Optional.of(new Refused("it has got the name " + newName.get() + " since it was planned"));
        }
        // A build that has all it needs in its cache leaves no other trace on an older graph driver.
        return watch.map(UseWatch::start)
                .flatMap(start -> found.lastTagged().filter(tagged -> tagged.isAfter(start)))
                .map(tagged -> new Refused("it was tagged again since it was planned"));
    }

    private static RemovalOutcome remove(Session engine, Image planned, List<String> others) throws IOException {
        List<String> gone = new ArrayList<>();
        try {
            for (String name : others) {
                if (untag(engine, name, planned.id())) {
                    gone.add(name);
                }
            }
            delete(engine, planned.id());
            return new Removed();
        } catch (NotFoundException e) {
            return gone.isEmpty() ? new AlreadyGone() : new Removed();
        } catch (ConflictException e) {
            return new Refused(EngineErrors.sentence(e) + alsoGone(gone));
        } catch (DockerException e) {
            throw new DockerException(EngineErrors.sentence(e) + alsoGone(gone), e.getHttpStatus(), e);
        }
    }

    /** @return false if the name was gone, or points elsewhere by now */
    private static boolean untag(Session engine, String name, String id) throws IOException {
        String reference = name;
        if (engine.containerdStore()) {
            reference = name.contains("@") ? name : name + "@" + id;
        } else if (ImageInspection.of(engine, name)
                .filter(image -> id.equals(image.id()))
                .isEmpty()) {
            return false;
        }
        try {
            delete(engine, reference);
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private static void delete(Session engine, String reference) throws IOException {
        engine.http().delete("/images/" + EngineHttp.encoded(reference) + "?noprune=true");
    }

    private static boolean isNeeded(Session engine, Image image) throws IOException {
        return ContainerList.readWithoutSizes(engine.http()).stream().anyMatch(container -> container.needs(image));
    }

    private static String alsoGone(List<String> namesGone) {
        return namesGone.isEmpty() ? "" : "; already removed: " + String.join(", ", namesGone);
    }
}

package io.nodecleanup.prune;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Volumes, networks, and containers that have them, as tests write them. */
public final class Attachments {
    private Attachments() {}

    public static Container mounting(Container c, String... volumes) {
        return new Container(
                c.id(),
                c.name(),
                c.imageId(),
                c.sizeBytes(),
                c.running(),
                c.restarts(),
                c.created(),
                c.finished(),
                c.labels(),
                c.mountedImages(),
                List.of(volumes),
                c.networks());
    }

    public static Container joined(Container c, String... networks) {
        return new Container(
                c.id(),
                c.name(),
                c.imageId(),
                c.sizeBytes(),
                c.running(),
                c.restarts(),
                c.created(),
                c.finished(),
                c.labels(),
                c.mountedImages(),
                c.mountedVolumes(),
                List.of(networks));
    }

    public static Volume labelled(Volume v, String key, String value) {
        return new Volume(
                v.name(), v.driver(), v.hasOptions(), v.anonymous(), Map.of(key, value), v.sizeBytes(), v.created());
    }

    public static Volume created(Volume v, Optional<Instant> created) {
        return new Volume(v.name(), v.driver(), v.hasOptions(), v.anonymous(), v.labels(), v.sizeBytes(), created);
    }

    public static Network created(Network n, Instant created) {
        return new Network(n.id(), n.name(), n.scope(), n.ingress(), n.configOnly(), n.labels(), Optional.of(created));
    }

    /** A volume of the local driver that somebody named, of 7 MB, made a week ago. */
    public static Volume volume(String name) {
        return new Volume(name, "local", false, false, Map.of(), 7, Optional.of(Things.WEEK_AGO));
    }

    /** The same, but that nobody named it. */
    public static Volume anonymous(String name) {
        return new Volume(name, "local", false, true, Map.of(), 7, Optional.of(Things.WEEK_AGO));
    }

    /** A network made a week ago; its id is its name in hexadecimal digits, and zeros. */
    public static Network network(String name) {
        String id = HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8)) + "0".repeat(20);
        return new Network(id, name, "local", false, false, Map.of(), Optional.of(Things.WEEK_AGO));
    }
}

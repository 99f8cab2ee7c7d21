package io.nodecleanup.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nodecleanup.engine.TestEngine;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that an engine has, by Docker's own lists.
 *
 * @param things an image counts once for each of its names
 * @param containers those of the things that are containers, with what they have
 * @param records those that are records of the build cache, by id
 */
record Contents(Set<Thing> things, List<Container> containers, Map<String, CacheUse> records) {
    /** As Go prints a time in UTC. */
    private static final DateTimeFormatter GO_TIME = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern(" Z 'UTC'")
            .toFormatter(Locale.ROOT);

    /**
     * One of them.
     *
     * @param name of a record of the build cache, its description
     */
    record Thing(Kind kind, String id, String name) implements Comparable<Thing> {
        @Override
        public int compareTo(Thing other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return kind + " " + name + " (" + id + ")";
        }
    }

    enum Kind {
        CONTAINER,
        IMAGE,
        VOLUME,
        NETWORK,
        RECORD
    }

    /**
     * A container.
     *
     * @param image the id of its image
     */
    record Container(Thing thing, boolean running, String image, Set<String> networks, Set<String> volumes) {}

    /**
     * What there is to know of a record.
     *
     * @param shared whether an image has the same layer
     * @param lastUsed when a build last used it, as the engine tells
     * @param parent the id of the record it was built from; empty if it is none
     */
    record CacheUse(boolean shared, Instant lastUsed, String parent) {}

    /** The records that were built from this one. */
    Stream<String> children(String record) {
        return records.entrySet().stream()
                .filter(other -> other.getValue().parent.equals(record))
                .map(Map.Entry::getKey);
    }

    /** How many records there are from the first ancestor to this one. */
    int depth(String record) {
        return record.isEmpty() ? 0 : 1 + depth(records.get(record).parent);
    }

    boolean has(Thing thing) {
        return things.contains(thing);
    }

    static Contents of(TestEngine engine) {
        Set<Thing> things = new TreeSet<>();
        rows(engine.docker("image", "ls", "--all", "--no-trunc", "--format", "{{.ID}}\t{{.Repository}}:{{.Tag}}"))
                .forEach(row -> things.add(new Thing(Kind.IMAGE, row[0], row[1])));
        rows(engine.docker("volume", "ls", "--format", "{{.Name}}"))
                .forEach(row -> things.add(new Thing(Kind.VOLUME, row[0], row[0])));
        rows(engine.docker("network", "ls", "--no-trunc", "--format", "{{.ID}}\t{{.Name}}"))
                .forEach(row -> things.add(new Thing(Kind.NETWORK, row[0], row[1])));
        Map<String, CacheUse> records = new HashMap<>();
        for (JsonNode record : json(engine.docker("system", "df", "--verbose", "--format", "{{json .BuildCache}}"))) {
            things.add(new Thing(
                    Kind.RECORD,
                    record.path("ID").asText(),
                    record.path("Description").asText()));
            String lastUsed = record.path("LastUsedAt").asText();
            records.put(
                    record.path("ID").asText(),
                    new CacheUse(
                            record.path("Shared").asText().equals("true"),
                            lastUsed.isEmpty() ? Instant.MIN : Instant.from(GO_TIME.parse(lastUsed)),
                            record.path("Parent").asText()));
        }
        List<Container> containers = containers(engine);
        containers.forEach(container -> things.add(container.thing));
        return new Contents(things, containers, records);
    }

    /** How many layers each image has, by id; asked of an engine that has them. */
    Map<String, Integer> layers(TestEngine engine) {
        List<String> command =
                new ArrayList<>(List.of("image", "inspect", "--format", "{{.Id}}\t{{len .RootFS.Layers}}"));
        things.stream()
                .filter(thing -> thing.kind == Kind.IMAGE)
                .map(Thing::id)
                .distinct()
                .forEach(command::add);
        return rows(engine.docker(command.toArray(String[]::new)))
                .collect(Collectors.toMap(row -> row[0], row -> Integer.valueOf(row[1])));
    }

    private static List<Container> containers(TestEngine engine) {
        List<String> command = new ArrayList<>(List.of("container", "inspect"));
        rows(engine.docker("container", "ls", "--all", "--quiet", "--no-trunc")).forEach(row -> command.add(row[0]));
        if (command.size() == 2) {
            return List.of();
        }
        List<Container> containers = new ArrayList<>();
        for (JsonNode container : json(engine.docker(command.toArray(String[]::new)))) {
            Set<String> networks = new TreeSet<>();
            container.at("/NetworkSettings/Networks").fieldNames().forEachRemaining(networks::add);
            Set<String> volumes = new TreeSet<>();
            container
                    .path("Mounts")
                    .forEach(mount -> volumes.add(mount.path("Name").asText()));
            containers.add(new Container(
                    new Thing(
                            Kind.CONTAINER,
                            container.path("Id").asText(),
                            container.path("Name").asText().substring(1)),
                    container.at("/State/Running").asBoolean(),
                    container.path("Image").asText(),
                    networks,
                    volumes));
        }
        return containers;
    }

    private static Stream<String[]> rows(String list) {
        return list.lines().map(line -> line.split("\t"));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(text, e);
        }
    }
}

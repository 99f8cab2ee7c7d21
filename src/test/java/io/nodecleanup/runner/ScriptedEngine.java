package io.nodecleanup.runner;

import io.nodecleanup.engine.BuilderConnection;
import io.nodecleanup.engine.DiskUsage;
import io.nodecleanup.engine.DockerEngine;
import io.nodecleanup.engine.EngineException;
import io.nodecleanup.engine.EngineInfo;
import io.nodecleanup.engine.RemovalOutcome;
import io.nodecleanup.engine.RemovedRecords;
import io.nodecleanup.engine.Survey;
import io.nodecleanup.prune.Builder;
import io.nodecleanup.prune.BuilderCache;
import io.nodecleanup.prune.CacheRecord;
import io.nodecleanup.prune.Container;
import io.nodecleanup.prune.Image;
import io.nodecleanup.prune.Inventory;
import io.nodecleanup.prune.Network;
import io.nodecleanup.prune.Volume;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Answers by script: an engine that goes away at a given moment cannot be had otherwise. */
final class ScriptedEngine implements DockerEngine {
    final List<Supplier<RemovalOutcome>> imageAnswers = new ArrayList<>();
    /** What was asked for as {@code until}, call by call. */
    final List<Duration> ages = new ArrayList<>();

    List<CacheRecord> recordsNow = List.of();
    /** The record that the first call leaves. */
    String keptAtFirst = "";
    /** Whether it answers again once it went away. */
    boolean back = true;

    boolean answersNothing;
    int recordCallsUntilGone = Integer.MAX_VALUE;

    @Override
    public RemovalOutcome removeImage(Image image) {
        return imageAnswers.removeFirst().get();
    }

    @Override
    public RemovalOutcome removeContainer(Container container) {
        throw new AssertionError("no container is planned");
    }

    @Override
    public RemovalOutcome removeVolume(Volume volume) {
        throw new AssertionError("no volume is planned");
    }

    @Override
    public RemovalOutcome removeNetwork(Network network) {
        throw new AssertionError("no network is planned");
    }

    @Override
    public RemovalOutcome removeBuilder(Builder builder) {
        throw new AssertionError("no builder is planned");
    }

    @Override
    public RemovalOutcome pruneBuilder(BuilderCache cache) {
        throw new AssertionError("no builder is planned");
    }

    @Override
    public RemovedRecords removeRecords(List<CacheRecord> records, Duration unusedFor) {
        if (recordCallsUntilGone-- == 0) {
            throw new EngineException(EngineException.Kind.UNREACHABLE, "gone", null);
        }
        ages.add(unusedFor);
        if (answersNothing) {
            return new RemovedRecords(Set.of(), 0);
        }
        String kept = ages.size() == 1 ? keptAtFirst : "";
        return new RemovedRecords(
                records.stream()
                        .map(CacheRecord::id)
                        .filter(id -> !id.equals(kept))
                        .collect(Collectors.toSet()),
                1);
    }

    @Override
    public EngineInfo info() {
        if (!back) {
            throw new EngineException(EngineException.Kind.UNREACHABLE, "gone", null);
        }
        return new EngineInfo("id", "29", "1.51", "containerd", "/var/lib/docker");
    }

    @Override
    public Inventory inventory() {
        throw new AssertionError("removals ask for nothing");
    }

    @Override
    public Survey survey(boolean imageAges) {
        throw new AssertionError("removals ask for nothing");
    }

    @Override
    public List<CacheRecord> cacheRecords() {
        return recordsNow;
    }

    @Override
    public List<BuilderConnection> builderConnections() {
        return List.of();
    }

    @Override
    public DiskUsage diskUsage() {
        throw new AssertionError("removals ask for nothing");
    }

    @Override
    public void close() {}
}

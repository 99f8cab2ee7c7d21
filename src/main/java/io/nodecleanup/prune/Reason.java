package io.nodecleanup.prune;

import java.time.Duration;
import java.util.Optional;

/** Why a thing goes or stays, with the numbers it was decided by. */
public sealed interface Reason permits Reason.Goes, Reason.Stays {
    /** The reason as one word for programs; stable. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** The reason for people. */
    String text();

    /** Why a thing goes. */
    sealed interface Goes extends Reason permits Unused, UnusedAnyAge, LeastValuable, OverMaxSize, BuilderReason.Goes {}

    /** Why a thing stays. */
    sealed interface Stays extends Reason
            permits UsedByContainer,
                    UsedByBuild,
                    TooYoung,
                    LastUseUnknown,
                    Kept,
                    EnoughGone,
                    FreesNothing,
                    Unpullable,
                    PullableUnknown,
                    NeededBy,
                    AmongLatest,
                    NotSelected,
                    Running,
                    Restarts,
                    OfKubernetes,
                    Named,
                    OtherDriver,
                    DriverOptions,
                    NotDangling,
                    SharedWithKubelet,
                    NoRule,
                    BuilderReason.Stays,
                    NetworkReason {}

    /** Old enough by its rule. */
    record Unused(Duration age, Duration rule) implements Goes {
        @Override
        public String text() {
            return "unused for " + Age.text(age) + ", rule " + Age.text(rule);
        }
    }

    /** Its rule asks for no age, so how old it is was not weighed. */
    record UnusedAnyAge() implements Goes {
        @Override
        public String text() {
            return "not in use, rule 0s";
        }
    }

    /** The disk is above its high mark, and of all that may go this is among the least valuable. */
    record LeastValuable(Chance chance, Optional<Duration> age, Duration floor) implements Goes {
        @Override
        public String text() {
            return chance.text() + unused(age, floor);
        }
    }

    /** More of the build cache is there than may stay, and of all that may go this is among the least valuable. */
    record OverMaxSize(Chance chance, Optional<Duration> age, Duration floor) implements Goes {
        @Override
        public String text() {
            return "over buildCache.maxSize; " + chance.text() + unused(age, floor);
        }
    }

    /** A container has it: as its image, mounted, or as a network. */
    record UsedByContainer(String container) implements Stays {
        @Override
        public String text() {
            return "used by container " + container;
        }
    }

    /** A build uses it now, or started from it. */
    record UsedByBuild() implements Stays {
        @Override
        public String text() {
            return "used by a running build";
        }
    }

    /** Used too short a time ago. */
    record TooYoung(Duration age, Duration rule) implements Stays {
        @Override
        public String text() {
            return "used " + Age.text(age) + " ago, rule " + Age.text(rule);
        }
    }

    /** Nothing tells when it was last used. */
    record LastUseUnknown(Duration rule) implements Stays {
        @Override
        public String text() {
            return "nothing tells when it was last used, rule " + Age.text(rule);
        }
    }

    /** A keep pattern names it. */
    record Kept(String glob) implements Stays {
        @Override
        public String text() {
            return "images.keep " + glob;
        }
    }

    /** The disk is above its high mark, but what is less valuable is enough to bring it below the low one. */
    record EnoughGone(Chance chance) implements Stays {
        @Override
        public String text() {
            return "what is worth less frees enough; " + chance.text();
        }
    }

    /** The disk is above its high mark, but an image that stays has all that the record stands for. */
    record FreesNothing(Chance chance) implements Stays {
        @Override
        public String text() {
            return "frees nothing while an image that has it stays; " + chance.text();
        }
    }

    /** No registry can give it back, and the rule keeps such. */
    record Unpullable() implements Stays {
        @Override
        public String text() {
            return "images.keepUnpullable: made or loaded here, never pushed";
        }
    }

    /** Nothing proves that a registry can give it back, and the rule keeps such. */
    record PullableUnknown() implements Stays {
        @Override
        public String text() {
            return "images.keepUnpullable: nobody saw it pulled or pushed, and this image store does not tell";
        }
    }

    /** Something built from it stays. */
    record NeededBy(String child) implements Stays {
        @Override
        public String text() {
            return "needed by " + child;
        }
    }

    /** One of the most recently used tags of its repository is its own. */
    record AmongLatest(String repository, int count) implements Stays {
        @Override
        public String text() {
            return "bears one of the " + count + " latest tags of " + repository;
        }
    }

    /** Its rule is for things with other labels. */
    record NotSelected() implements Stays {
        @Override
        public String text() {
            return "labelSelector does not select it";
        }
    }

    /** The container runs. */
    record Running() implements Stays {
        @Override
        public String text() {
            return "running";
        }
    }

    /** The engine starts the container again by itself. */
    record Restarts() implements Stays {
        @Override
        public String text() {
            return "has a restart policy";
        }
    }

    /** The container is the kubelet's, or the volume or network bears Kubernetes' labels. */
    record OfKubernetes() implements Stays {
        @Override
        public String text() {
            return "of Kubernetes";
        }
    }

    /** The rule takes anonymous volumes alone. */
    record Named() implements Stays {
        @Override
        public String text() {
            return "a named volume";
        }
    }

    /** The volume's data is a plugin's matter. */
    record OtherDriver(String driver) implements Stays {
        @Override
        public String text() {
            return "of the volume driver " + driver;
        }
    }

    /** The volume has options for its driver: its data may be somewhere else, where others use it. */
    record DriverOptions() implements Stays {
        @Override
        public String text() {
            return "has driver options";
        }
    }

    /** The rule takes dangling things alone, and this has a name, or an image shares it. */
    record NotDangling() implements Stays {
        @Override
        public String text() {
            return "not dangling";
        }
    }

    /** A kubelet uses the engine, and the policy does not say that its images and containers may be pruned. */
    record SharedWithKubelet() implements Stays {
        @Override
        public String text() {
            return "a kubelet uses this engine";
        }
    }

    /** The policy has no rule for its kind. */
    record NoRule() implements Stays {
        @Override
        public String text() {
            return "the policy prunes none of its kind";
        }
    }

    private static String unused(Optional<Duration> age, Duration floor) {
        return age.map(known -> "; unused for " + Age.text(known)).orElse("") + ", floor " + Age.text(floor);
    }
}

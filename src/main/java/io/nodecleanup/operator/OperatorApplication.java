package io.nodecleanup.operator;

import io.javaoperatorsdk.operator.Operator;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** The operator role, from start to SIGTERM. */
@ApplicationScoped
public class OperatorApplication implements QuarkusApplication {
    private final Operator operator;

    public OperatorApplication(Operator operator) {
        this.operator = operator;
    }

    /**
     * Watches until the process is told to stop. Returns only then; it throws if the caches cannot be filled (no rights, no CRDs), which
     * ends the process.
     */
    @Override
    public int run(String... args) {
        operator.start();
        Quarkus.waitForExit();
        return 0;
    }

    /** Here and not after waitForExit, when the container of beans is being torn down at the same time. */
    void stop(@Observes ShutdownEvent event) {
        operator.stop();
    }
}

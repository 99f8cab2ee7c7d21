package io.nodecleanup;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import java.util.logging.Handler;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** Logs of the roles that run without Quarkus. In its jar they would wait for a Quarkus start that never comes. */
final class PlainLogging {
    private PlainLogging() {}

    static void toStandardError() {
        LogContext.getLogContext().getLogger("").setLevel(Level.INFO);
        InitialConfigurator.DELAYED_HANDLER.setHandlers(new Handler[] {
            new ConsoleHandler(
                    ConsoleHandler.Target.SYSTEM_ERR,
                    new PatternFormatter("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5p %c{1}: %m%n%e"))
        });
    }
}

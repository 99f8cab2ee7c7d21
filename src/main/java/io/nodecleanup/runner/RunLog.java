package io.nodecleanup.runner;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.nodecleanup.api.v1alpha1.Text;
import io.nodecleanup.prune.Image;
import io.nodecleanup.prune.Prunable;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;

/** The record of what was removed: one JSON line for each removal, refusal, and, in a dry run, each thing that would go. */
public final class RunLog implements RemovalLog {
    private static final JsonFactory JSON = new JsonFactory();

    /** A line is to stay one that people read. */
    private static final int MOST_TAGS = 50;

    private final PrintStream out;
    private final Clock clock;

    public RunLog(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public void write(String runId, String action, Prunable object, String reason, String message) {
        var line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("time", clock.instant().toString());
            json.writeStringField("run", runId);
            json.writeStringField("action", action);
            json.writeStringField("kind", object.kind());
            json.writeStringField("id", object.id());
            json.writeStringField("name", Text.bounded(object.displayName(), 512));
            if (object instanceof Image image) {
                json.writeArrayFieldStart("tags");
                for (String tag :
                        image.tags().subList(0, Math.min(MOST_TAGS, image.tags().size()))) {
                    json.writeString(Text.bounded(tag, 512));
                }
                json.writeEndArray();
            }
            json.writeNumberField("bytes", object.sizeBytes());
            json.writeStringField("reason", reason);
            json.writeStringField("message", Text.bounded(message, 512));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println(line);
    }
}

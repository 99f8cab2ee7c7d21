package io.nodecleanup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecleanup.engine.DiskUsage.Row;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("engine")
class DiskUsageReaderTest {
    private static final String FORMAT = "{{.Type}} {{.TotalCount}} {{.Active}} {{.Size}} {{.Reclaimable}}";

    @ParameterizedTest
    @MethodSource("io.nodecleanup.engine.TestEngine#all")
    void shouldCountAsDockerCommandDoesWhenEngineHasAllKinds(TestEngine engine) throws IOException {
        try (EngineFixture fixture = new EngineFixture(engine);
                DockerEngine port = DockerJavaEngine.open(engine.socket())) {
            // Given
            String base = fixture.name("base:1");
            String image = fixture.image(base);
            fixture.build("FROM %s\nRUN echo %s >/1\n".formatted(base, fixture.mark("built")), fixture.name("built:1"));
            fixture.buildCacheOnly("FROM %s\nRUN echo %s >/2\n".formatted(base, fixture.mark("cached")));
            fixture.runToEnd(image);
            fixture.run("--rm", "--volume", "/volume", fixture.name("built:1"));

            // When
            DiskUsage usage = port.diskUsage();

            // Then
            List<String> rows =
                    engine.docker("system", "df", "--format", FORMAT).lines().toList();
            assertThat(rows)
                    .containsExactly(
                            "Images " + row(usage.images()),
                            "Containers " + row(usage.containers()),
                            "Local Volumes " + row(usage.localVolumes()),
                            // Its percentage is not printed.
                            "Build Cache " + row(usage.buildCache()).replaceFirst(" \\(.*", ""));
        }
    }

    private static String row(Row row) {
        String percent = row.sizeBytes() > 0 ? " (%d%%)".formatted(row.reclaimableBytes() * 100 / row.sizeBytes()) : "";
        return "%d %d %s %s"
                .formatted(row.total(), row.active(), human(row.sizeBytes()), human(row.reclaimableBytes()) + percent);
    }

    /** As go-units prints it: four digits. */
    private static String human(long bytes) {
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        double size = bytes;
        int unit = 0;
        while (size >= 1000) {
            size /= 1000;
            unit++;
        }
        return new BigDecimal(size)
                        .round(new MathContext(4))
                        .stripTrailingZeros()
                        .toPlainString()
                + units[unit];
    }
}

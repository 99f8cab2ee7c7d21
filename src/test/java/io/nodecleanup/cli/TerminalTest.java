package io.nodecleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
    @ParameterizedTest
    @CsvSource({"y, true", "Y, true", "yes, true", "' y ', true", "n, false", "'', false", "yesterday, false", ", false"
    })
    void shouldTakeNothingButYesForAYes(String answer, boolean expected) {
        // Given
        var screen = new StringWriter();
        String typed = answer == null ? "" : answer + "\n";
        var terminal = new Terminal(new BufferedReader(new StringReader(typed)), new PrintWriter(screen));
        // When
        boolean agreed = terminal.agrees("Sure?");
        // Then
        assertThat(agreed).isEqualTo(expected);
        assertThat(screen).hasToString("Sure? [y/N] ");
    }
}

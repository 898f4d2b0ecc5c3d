package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ConsoleTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @AfterEach
    void noTerminal() {
        System.clearProperty(Console.TERMINAL_PROPERTY);
    }

    @Test
    void jsonIsAllThatStandardOutputHolds() {
        Console console = console(true);

        console.say("%d rows", 3);
        console.print("a table");
        console.result(Map.of("rows", 3));

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{\"rows\":3}" + System.lineSeparator());
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("3 rows" + System.lineSeparator());
    }

    @Test
    void peopleGetTheTableInsteadOfJson() {
        Console console = console(false);

        console.print("%.2f", 0.5);
        console.result(Map.of("loss", 0.5));

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("0.50" + System.lineSeparator());
    }

    @Test
    void progressIsForTerminalsOnly() {
        console(false).progress("%d", 1);

        assertThat(err.size()).isZero();
    }

    @Test
    void aLineReplacesTheProgress() {
        System.setProperty(Console.TERMINAL_PROPERTY, "true");
        Console console = console(false);

        console.progress("%d of 2", 1);
        console.say("done");

        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r\u001b[K1 of 2\r\u001b[Kdone" + System.lineSeparator());
    }

    private Console console(boolean json) {
        return new Console(Invocation.stream(out), Invocation.stream(err), json);
    }
}

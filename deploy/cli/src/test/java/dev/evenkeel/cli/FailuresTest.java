package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

final class FailuresTest {
    @Test
    void eachKindHasItsExitCode() {
        assertThat(Failures.exitCode(new UsageException("x"))).isEqualTo(2);
        assertThat(Failures.exitCode(new IllegalArgumentException("x"))).isEqualTo(2);
        assertThat(Failures.exitCode(new EnvironmentException("x"))).isEqualTo(1);
        assertThat(Failures.exitCode(new IOException("x"))).isEqualTo(1);
        assertThat(Failures.exitCode(new HaltedException("x"))).isEqualTo(3);
        assertThat(Failures.exitCode(new IllegalStateException("x"))).isEqualTo(1);
    }

    @Test
    void whatAFutureWrapsCounts() {
        var wrapped = new ExecutionException(new CompletionException(new HaltedException("loss=NaN")));

        assertThat(Failures.exitCode(wrapped)).isEqualTo(3);
        assertThat(Failures.messages(wrapped)).containsExactly("loss=NaN");
    }

    @Test
    void everyMistakeHasItsLine() {
        assertThat(Failures.messages(new UsageException("first\nsecond"))).containsExactly("first", "second");
    }

    @Test
    void saysWhatIsWrongWithAFile() {
        assertThat(Failures.messages(new NoSuchFileException("a.yaml")))
                .containsExactly("file must exist: file=a.yaml");
        assertThat(Failures.messages(new AccessDeniedException("b")))
                .containsExactly("file must be accessible: file=b");
    }

    @Test
    void neverSaysNothing() {
        assertThat(Failures.messages(new IllegalStateException())).containsExactly("IllegalStateException");
        assertThat(Failures.messages(new IllegalStateException("x"))).containsExactly("IllegalStateException: x");
    }
}

package dev.evenkeel.connectors.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.data.Example;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeAndWeightTest {
    private static Example decode(String format, String time, String weight) throws DecodeException {
        Decoder decoder = Formats.decoder("csv", Map.of("header", "t,w,x,y"), Schemas.timed(format));
        Example into = new Example(1);
        decoder.decode((time + "," + weight + ",1,2").getBytes(StandardCharsets.UTF_8), into);
        return into;
    }

    @ParameterizedTest
    @CsvSource({
        "epoch-ms, 1281614400123, 2010-08-12T12:00:00.123Z",
        "epoch-s, 1281614400.5, 2010-08-12T12:00:00.500Z",
        "epoch-s, -1, 1969-12-31T23:59:59Z",
        "iso, 2010-08-12T12:00:00Z, 2010-08-12T12:00:00Z",
        "iso, 2010-08-12T12:00:00+02:00, 2010-08-12T10:00:00Z",
        "iso, 2010-08-12T12:00:00.25-0130, 2010-08-12T13:30:00.250Z",
        "iso, 2010-08-12 12:00, 2010-08-12T12:00:00Z",
        "iso, 2010-08-12, 2010-08-12T00:00:00Z",
        "yyyy/MM/dd HH:mm, 2010/08/12 12:30, 2010-08-12T12:30:00Z",
        "d MMM yyyy, 12 Aug 2010, 2010-08-12T00:00:00Z"
    })
    void timesAreReadAsTheirFormatSays(String format, String time, String expected) throws DecodeException {
        assertThat(decode(format, time, "1").timeMs())
                .isEqualTo(Instant.parse(expected).toEpochMilli());
    }

    @ParameterizedTest
    @CsvSource({
        "epoch-ms, x, not a time: t=x",
        "epoch-ms, 1e30, not a time: t=1e30",
        "epoch-s, 1281614400123, not a time: t=1281614400123",
        "epoch-s, NaN, not a time: t=NaN",
        "iso, 2010-02-30, not a time: t=2010-02-30",
        "iso, '', missing time: t="
    })
    void otherTimesAreRefused(String format, String time, String message) {
        assertThatThrownBy(() -> decode(format, time, "1")).hasMessage(message + ", expected=" + format);
    }

    @Test
    void aPatternThatIsNoneIsRefusedAtTheStart() {
        assertThatThrownBy(() -> decode("epoch-hours", "1", "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no time format: schema.time.format=epoch-hours, "
                        + "expected=epoch-ms | epoch-s | iso | a pattern");
    }

    @Test
    void weightsAreFiniteAndNotNegative() throws DecodeException {
        assertThat(decode("epoch-ms", "1", "0").weight()).isZero();
        assertThat(decode("epoch-ms", "1", " 2.5 ").weight()).isEqualTo(2.5f);
        assertThatThrownBy(() -> decode("epoch-ms", "1", "-1"))
                .hasMessage("negative weight: w=-1, expected=a number >= 0");
        assertThatThrownBy(() -> decode("epoch-ms", "1", "")).hasMessage("missing weight: w=, expected=a number >= 0");
        assertThatThrownBy(() -> decode("epoch-ms", "1", "inf"))
                .hasMessage("not finite: w=inf, expected=a finite number");
    }
}

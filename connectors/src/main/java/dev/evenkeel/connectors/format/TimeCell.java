package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.TimeField;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** The event time, never missing. See {@link TimeField} for the formats; month names in patterns are English. */
final class TimeCell implements Cell {
    private static final int LONGEST = 64;
    /** 9999-12-31T23:59:59.999Z: later times are mistaken units. */
    private static final long LAST_MS = 253_402_300_799_999L;

    /** A date, then maybe a time after a T or a space, then maybe an offset. */
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT)
            .withZone(ZoneOffset.UTC);

    private final String column;
    private final String format;
    /** Null for numbers. */
    private final DateTimeFormatter formatter;
    /** The unit of numbers in milliseconds. */
    private final double unitMs;

    /**
     * A cell for a time column.
     *
     * @throws IllegalArgumentException when the format is no pattern
     */
    TimeCell(TimeField time) {
        column = time.field();
        format = time.format();
        formatter = switch (format) {
            case "epoch-ms", "epoch-s" -> null;
            case "iso" -> ISO;
            default -> pattern(format);
        };
        unitMs = format.equals("epoch-s") ? 1000 : 1;
    }

    private TimeCell(String column, double unitMs) {
        this.column = column;
        format = "a time since 1970";
        formatter = null;
        this.unitMs = unitMs;
    }

    private static DateTimeFormatter pattern(String format) {
        try {
            return DateTimeFormatter.ofPattern(format, Locale.ENGLISH).withZone(ZoneOffset.UTC);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "no time format: schema.time.format=" + format + ", expected=epoch-ms | epoch-s | iso | a pattern",
                    e);
        }
    }

    @Override
    public void accept(byte[] bytes, int from, int to, Example into) throws DecodeException {
        int start = Text.trimStart(bytes, from, to);
        int end = Text.trimEnd(bytes, start, to);
        if (start == end) {
            absent(into);
        }
        into.timeMs(formatter == null ? epoch(bytes, start, end) : formatted(bytes, start, end));
    }

    private long epoch(byte[] bytes, int from, int to) throws DecodeException {
        double value = Numbers.parse(bytes, from, to) * unitMs;
        if (!(Math.abs(value) <= LAST_MS)) {
            throw refusal(bytes, from, to);
        }
        return Math.round(value);
    }

    private long formatted(byte[] bytes, int from, int to) throws DecodeException {
        if (to - from > LONGEST) {
            throw refusal(bytes, from, to);
        }
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        try {
            TemporalAccessor time = formatter.parseBest(text, ZonedDateTime::from, LocalDate::from);
            return time instanceof ZonedDateTime zoned
                    ? zoned.toInstant().toEpochMilli()
                    : ((LocalDate) time)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw refusal(bytes, from, to);
        }
    }

    @Override
    public boolean takesNumbers() {
        return formatter == null;
    }

    @Override
    public void number(double value, Example into) throws DecodeException {
        double ms = value * unitMs;
        if (!(Math.abs(ms) <= LAST_MS)) {
            throw new DecodeException("not a time", column, Double.toString(value), format);
        }
        into.timeMs(Math.round(ms));
    }

    @Override
    public Cell ofTimes(double unitMs) {
        return new TimeCell(column, unitMs);
    }

    private DecodeException refusal(byte[] bytes, int from, int to) {
        return DecodeException.of("not a time", column, bytes, from, to, format);
    }

    @Override
    public void absent(Example into) throws DecodeException {
        throw new DecodeException("missing time", column, "", format);
    }
}

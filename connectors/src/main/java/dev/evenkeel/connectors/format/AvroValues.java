package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.Example;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Steps that give a column's values to its cell: numbers as numbers where the cell takes them, else as the text that JSON would
 * have. Times with a logical type have their unit from it. Stateless.
 */
final class AvroValues {
    private static final byte[] TRUE = text("true");
    private static final byte[] FALSE = text("false");
    private static final int LONGEST_DECIMAL = 64;
    private static final double MS_PER_DAY = 86_400_000;

    private AvroValues() {}

    static AvroStep of(Schema type, String column, Cell cell) {
        return switch (type.getType()) {
            case NULL -> (in, into) -> cell.absent(into);
            case BOOLEAN -> bool(column, cell);
            case INT -> whole((in, c) -> in.readInt(c), column, inItsUnit(type, cell));
            case LONG -> whole((in, c) -> in.readLong(c), column, inItsUnit(type, cell));
            case FLOAT -> single(column, cell);
            case DOUBLE -> twice(column, cell);
            case STRING -> string(column, cell);
            case BYTES, FIXED -> bytes(type, column, cell);
            case ENUM -> symbol(type.getEnumSymbols(), column, cell);
            case UNION ->
                AvroUnion.of(
                        type.getTypes().stream().map(t -> of(t, column, cell)).toList(), column);
            case ARRAY, MAP, RECORD ->
                (in, into) -> {
                    throw new DecodeException(
                            "nested value", column, "an object or array", "a number, text, boolean or null");
                };
        };
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Cell inItsUnit(Schema type, Cell cell) {
        LogicalType logical = type.getLogicalType();
        return switch (logical == null ? "" : logical.getName()) {
            case "timestamp-millis", "local-timestamp-millis" -> cell.ofTimes(1);
            case "timestamp-micros", "local-timestamp-micros" -> cell.ofTimes(1e-3);
            case "timestamp-nanos", "local-timestamp-nanos" -> cell.ofTimes(1e-6);
            case "date" -> cell.ofTimes(MS_PER_DAY);
            default -> cell;
        };
    }

    /** Reads a whole number. */
    private interface Whole {
        long read(AvroBytes in, String column) throws DecodeException;
    }

    private static AvroStep whole(Whole number, String column, Cell cell) {
        return cell.takesNumbers()
                ? (in, into) -> cell.number((double) number.read(in, column), into)
                : (in, into) -> accept(cell, text(Long.toString(number.read(in, column))), into);
    }

    private static AvroStep bool(String column, Cell cell) {
        return (in, into) -> {
            byte value = in.readByte(column);
            if (value != 0 && value != 1) {
                throw new DecodeException("malformed Avro", column, Integer.toString(value), "0 or 1");
            }
            if (cell.takesNumbers()) {
                cell.number(value, into);
            } else {
                accept(cell, value == 1 ? TRUE : FALSE, into);
            }
        };
    }

    private static AvroStep single(String column, Cell cell) {
        return cell.takesNumbers()
                ? (in, into) -> cell.number(in.readFloat(column), into)
                : (in, into) -> accept(cell, text(Float.toString(in.readFloat(column))), into);
    }

    private static AvroStep twice(String column, Cell cell) {
        return cell.takesNumbers()
                ? (in, into) -> cell.number(in.readDouble(column), into)
                : (in, into) -> accept(cell, text(Double.toString(in.readDouble(column))), into);
    }

    private static AvroStep string(String column, Cell cell) {
        return (in, into) -> take(in.readLength(column), column, cell, in, into);
    }

    private static void take(int length, String column, Cell cell, AvroBytes in, Example into) throws DecodeException {
        int from = in.position();
        in.skip(length, column);
        cell.accept(in.bytes(), from, from + length, into);
    }

    private static AvroStep bytes(Schema type, String column, Cell cell) {
        Size size = type.getType() == Schema.Type.BYTES ? in -> in.readLength(column) : in -> type.getFixedSize();
        if (type.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return (in, into) -> {
                BigDecimal value = decimal(size.of(in), decimal.getScale(), column, in);
                if (cell.takesNumbers()) {
                    cell.number(value.doubleValue(), into);
                } else {
                    accept(cell, text(value.toString()), into);
                }
            };
        }
        return (in, into) -> take(size.of(in), column, cell, in, into);
    }

    /** How many bytes a value takes. */
    private interface Size {
        int of(AvroBytes in) throws DecodeException;
    }

    private static BigDecimal decimal(int length, int scale, String column, AvroBytes in) throws DecodeException {
        if (length > LONGEST_DECIMAL || length == 0) {
            throw new DecodeException(
                    "not a number", column, "a decimal of " + length + " bytes", "1 to " + LONGEST_DECIMAL + " bytes");
        }
        int from = in.position();
        in.skip(length, column);
        return new BigDecimal(new BigInteger(in.bytes(), from, length), scale);
    }

    private static AvroStep symbol(List<String> symbols, String column, Cell cell) {
        byte[][] texts = symbols.stream().map(AvroValues::text).toArray(byte[][]::new);
        return (in, into) -> {
            long index = in.readLong(column);
            if (index < 0 || index >= texts.length) {
                throw new DecodeException(
                        "malformed Avro", column, "symbol " + index, "one of " + texts.length + " symbols, from 0");
            }
            accept(cell, texts[(int) index], into);
        };
    }

    /** A column of the reader's schema that the writer's lacks: its default, in every row. */
    static AvroStep constant(Object value, Cell cell) {
        if (value instanceof Number number && cell.takesNumbers()) {
            double constant = number.doubleValue();
            return (in, into) -> cell.number(constant, into);
        }
        byte[] text = text(value.toString());
        return (in, into) -> accept(cell, text, into);
    }

    private static void accept(Cell cell, byte[] text, Example into) throws DecodeException {
        cell.accept(text, 0, text.length, into);
    }
}

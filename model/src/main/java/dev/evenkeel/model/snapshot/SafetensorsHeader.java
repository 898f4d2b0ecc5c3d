package dev.evenkeel.model.snapshot;

import dev.evenkeel.model.parameter.NamedTensors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The JSON header of a safetensors file, read strictly: an object of tensors and one object of text, nothing else. Refuses
 * unknown types, duplicate names, shapes that overflow or do not fit, gaps and overlaps.
 */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {
    private static final int MAX_DIMENSIONS = 16;

    /** Where a tensor lies in the data part. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(String name, NamedTensors.Type type, long[] shape, long begin, long end) {}

    /** The tensors in the order of their bytes, which must fill {@code dataBytes} exactly. */
    List<Entry> inOrder(long dataBytes) throws IOException {
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long at = 0;
        for (Entry entry : sorted) {
            if (entry.begin() != at || entry.end() < at || entry.end() > dataBytes) {
                throw new IOException("bytes must follow without gap or overlap: tensor=" + entry.name()
                        + ", data_offsets=[" + entry.begin() + "," + entry.end() + "], expected start=" + at
                        + ", data bytes=" + dataBytes);
            }
            at = entry.end();
        }
        if (at != dataBytes) {
            throw new IOException("bytes belong to no tensor: data bytes=" + dataBytes + ", used=" + at);
        }
        return sorted;
    }

    static SafetensorsHeader parse(String json) throws IOException {
        Cursor in = new Cursor(json);
        List<Entry> entries = new ArrayList<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        in.expect('{');
        for (boolean more = !in.accept('}'); more; more = in.more('}')) {
            String name = in.text();
            in.expect(':');
            if (!names.add(name)) {
                throw in.error("duplicate name: tensor=" + name);
            }
            if (name.equals("__metadata__")) {
                in.expect('{');
                for (boolean next = !in.accept('}'); next; next = in.more('}')) {
                    String key = in.text();
                    in.expect(':');
                    if (metadata.put(key, in.text()) != null) {
                        throw in.error("duplicate name: metadata=" + key);
                    }
                }
            } else {
                entries.add(entry(name, in));
            }
        }
        in.end();
        return new SafetensorsHeader(entries, metadata);
    }

    private static Entry entry(String name, Cursor in) throws IOException {
        String type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        in.expect('{');
        for (boolean more = !in.accept('}'); more; more = in.more('}')) {
            String key = in.text();
            in.expect(':');
            switch (key) {
                case "dtype" -> type = in.text();
                case "shape" -> shape = in.numbers(MAX_DIMENSIONS);
                case "data_offsets" -> offsets = in.numbers(2);
                default -> throw in.error("unknown key: tensor=" + name + ", key=" + key);
            }
        }
        if (type == null || shape == null || offsets == null || offsets.size() != 2) {
            throw in.error("needs dtype, shape and data_offsets: tensor=" + name);
        }
        return checked(name, type(name, type, in), shape, offsets);
    }

    private static NamedTensors.Type type(String name, String dtype, Cursor in) throws IOException {
        for (NamedTensors.Type type : NamedTensors.Type.values()) {
            if (type.name().equals(dtype)) {
                return type;
            }
        }
        throw in.error("unknown type: tensor=" + name + ", dtype=" + dtype);
    }

    private static Entry checked(String name, NamedTensors.Type type, List<Long> shape, List<Long> offsets)
            throws IOException {
        long bytes = type.bytes();
        try {
            for (long dimension : shape) {
                bytes = Math.multiplyExact(bytes, dimension);
            }
        } catch (ArithmeticException e) {
            throw new IOException("shape overflows: tensor=" + name + ", shape=" + shape, e);
        }
        long begin = offsets.get(0);
        long end = offsets.get(1);
        if (end - begin != bytes) {
            throw new IOException("shape must fit the bytes: tensor=" + name + ", shape=" + shape + ", data_offsets="
                    + offsets + ", expected bytes=" + bytes);
        }
        return new Entry(name, type, shape.stream().mapToLong(Long::longValue).toArray(), begin, end);
    }

    /** Reads the few forms of JSON that a header may hold. */
    private static final class Cursor {
        private final String json;
        private int at;

        Cursor(String json) {
            this.json = json;
        }

        IOException error(String what) {
            return new IOException(what + " (snapshot header, character " + at + ")");
        }

        private void blanks() {
            while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
                at++;
            }
        }

        boolean accept(char c) {
            blanks();
            if (at < json.length() && json.charAt(at) == c) {
                at++;
                return true;
            }
            return false;
        }

        void expect(char c) throws IOException {
            if (!accept(c)) {
                throw error("malformed header: expected=" + c);
            }
        }

        boolean more(char close) throws IOException {
            if (accept(close)) {
                return false;
            }
            expect(',');
            return true;
        }

        void end() throws IOException {
            blanks();
            if (at != json.length()) {
                throw error("malformed header: expected=end");
            }
        }

        String text() throws IOException {
            expect('"');
            StringBuilder text = new StringBuilder();
            while (at < json.length()) {
                char c = json.charAt(at++);
                if (c == '"') {
                    return text.toString();
                }
                if (c < ' ') {
                    throw error("malformed header: control character");
                }
                text.append(c == '\\' ? escaped() : c);
            }
            throw error("malformed header: unterminated text");
        }

        private char escaped() throws IOException {
            char c = at < json.length() ? json.charAt(at++) : 0;
            int simple = "\"\\/bfnrt".indexOf(c);
            if (simple >= 0) {
                return "\"\\/\b\f\n\r\t".charAt(simple);
            }
            if (c != 'u' || at + 4 > json.length()) {
                throw error("malformed header: unknown escape");
            }
            int code = 0;
            for (int i = 0; i < 4; i++) {
                char digit = json.charAt(at++);
                if (!HexFormat.isHexDigit(digit)) {
                    throw error("malformed header: unknown escape");
                }
                code = 16 * code + HexFormat.fromHexDigit(digit);
            }
            return (char) code;
        }

        List<Long> numbers(int most) throws IOException {
            List<Long> numbers = new ArrayList<>();
            expect('[');
            for (boolean more = !accept(']'); more; more = more(']')) {
                if (numbers.size() == most) {
                    throw error("malformed header: more than " + most + " numbers");
                }
                numbers.add(number());
            }
            return numbers;
        }

        private long number() throws IOException {
            blanks();
            int from = at;
            while (at < json.length() && json.charAt(at) >= '0' && json.charAt(at) <= '9') {
                at++;
            }
            if (at == from || at - from > 18 || (json.charAt(from) == '0' && at - from > 1)) {
                throw error("malformed header: expected=a whole number >= 0");
            }
            return Long.parseLong(json, from, at, 10);
        }
    }
}

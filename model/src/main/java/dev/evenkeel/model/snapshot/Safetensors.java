package dev.evenkeel.model.snapshot;

import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.NamedTensors.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * The safetensors format: eight bytes of header length (little-endian), a JSON header, the tensors' bytes (little-endian,
 * row-major, without gaps). Readable from any language; reading runs no code. Stateless and thread-safe.
 *
 * @see <a href="https://github.com/huggingface/safetensors">the format</a>
 */
public final class Safetensors {
    /** The largest header that is read; refuses a hostile length before memory is allocated for it. */
    static final int MAX_HEADER_BYTES = 16 << 20;

    private Safetensors() {}

    /**
     * One file.
     *
     * @param tensors by name, in the order of their bytes
     * @param metadata text by name
     */
    public record File(NamedTensors tensors, Map<String, String> metadata) {
        /** Copies the metadata. */
        public File {
            metadata = Map.copyOf(metadata);
        }
    }

    /**
     * The bytes of a file.
     *
     * @throws IllegalArgumentException when it would exceed 2 GiB
     */
    public static byte[] encode(File file) {
        byte[] header = header(file.tensors(), file.metadata()).getBytes(StandardCharsets.UTF_8);
        long size = 8L + header.length + file.tensors().bytes();
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("must be below 2 GiB: snapshot bytes=" + size);
        }
        ByteBuffer out = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(header.length).put(header);
        for (String name : file.tensors().names()) {
            put(out, file.tensors().get(name));
        }
        return out.array();
    }

    /**
     * Reads a file. Sizes are checked before anything is allocated for them.
     *
     * @throws IOException when the bytes are no complete, gapless safetensors file of known types
     */
    public static File decode(byte[] bytes) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < 8) {
            throw new IOException("truncated: snapshot bytes=" + bytes.length + ", expected>=8");
        }
        long headerBytes = in.getLong();
        if (headerBytes < 2 || headerBytes > Math.min(MAX_HEADER_BYTES, bytes.length - 8)) {
            throw new IOException("must be in [2, " + Math.min(MAX_HEADER_BYTES, bytes.length - 8) + "]: header bytes="
                    + headerBytes);
        }
        SafetensorsHeader header = SafetensorsHeader.parse(text(in.slice(8, (int) headerBytes)));
        in.position(8 + (int) headerBytes);
        ByteBuffer data = in.slice().order(ByteOrder.LITTLE_ENDIAN);
        NamedTensors tensors = new NamedTensors();
        for (SafetensorsHeader.Entry entry : header.inOrder(data.capacity())) {
            tensors.put(entry.name(), read(data, entry));
        }
        return new File(tensors, header.metadata());
    }

    /** Strictly: a damaged byte must not turn into a name of its own. */
    private static String text(ByteBuffer bytes) throws IOException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new IOException("malformed header: not UTF-8", e);
        }
    }

    /** SHA-256 in hexadecimal over names, types, shapes and bytes of all tensors, in order; metadata is left out. */
    public static String sha256(NamedTensors tensors) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        digest.update(header(tensors, Map.of()).getBytes(StandardCharsets.UTF_8));
        for (String name : tensors.names()) {
            Tensor tensor = tensors.get(name);
            ByteBuffer data =
                    ByteBuffer.allocate(tensor.length() * tensor.type().bytes()).order(ByteOrder.LITTLE_ENDIAN);
            put(data, tensor);
            digest.update(data.flip());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String header(NamedTensors tensors, Map<String, String> metadata) {
        StringBuilder json = new StringBuilder("{");
        if (!metadata.isEmpty()) {
            json.append("\"__metadata__\":{");
            metadata.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(e -> {
                quote(json, e.getKey());
                json.append(':');
                quote(json, e.getValue());
                json.append(',');
            });
            json.setCharAt(json.length() - 1, '}');
            json.append(',');
        }
        long at = 0;
        for (String name : tensors.names()) {
            Tensor tensor = tensors.get(name);
            quote(json, name);
            json.append(":{\"dtype\":\"").append(tensor.type()).append("\",\"shape\":[");
            for (int d = 0; d < tensor.shape().length; d++) {
                json.append(d == 0 ? "" : ",").append(tensor.shape()[d]);
            }
            long end = at + (long) tensor.length() * tensor.type().bytes();
            json.append("],\"data_offsets\":[")
                    .append(at)
                    .append(',')
                    .append(end)
                    .append("]},");
            at = end;
        }
        if (json.length() > 1) {
            json.setLength(json.length() - 1);
        }
        json.append('}');
        int bytes = json.toString().getBytes(StandardCharsets.UTF_8).length;
        return json + " ".repeat((8 - bytes % 8) % 8); // tensors start aligned
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    private static void put(ByteBuffer out, Tensor tensor) {
        switch (tensor.type()) {
            case F32 -> out.asFloatBuffer().put((float[]) tensor.data());
            case F64 -> out.asDoubleBuffer().put((double[]) tensor.data());
            case I32 -> out.asIntBuffer().put((int[]) tensor.data());
            case I64 -> out.asLongBuffer().put((long[]) tensor.data());
            case U8 -> out.slice().put((byte[]) tensor.data());
        }
        out.position(out.position() + tensor.length() * tensor.type().bytes());
    }

    private static Tensor read(ByteBuffer data, SafetensorsHeader.Entry entry) {
        int length = (int) ((entry.end() - entry.begin()) / entry.type().bytes());
        ByteBuffer in = data.position((int) entry.begin()).slice().order(ByteOrder.LITTLE_ENDIAN);
        Object array = switch (entry.type()) {
            case F32 -> {
                float[] floats = new float[length];
                in.asFloatBuffer().get(floats);
                yield floats;
            }
            case F64 -> {
                double[] doubles = new double[length];
                in.asDoubleBuffer().get(doubles);
                yield doubles;
            }
            case I32 -> {
                int[] ints = new int[length];
                in.asIntBuffer().get(ints);
                yield ints;
            }
            case I64 -> {
                long[] longs = new long[length];
                in.asLongBuffer().get(longs);
                yield longs;
            }
            case U8 -> {
                byte[] octets = new byte[length];
                in.get(octets);
                yield octets;
            }
        };
        return new Tensor(entry.type(), entry.shape(), array);
    }
}

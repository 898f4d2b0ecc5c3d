package dev.evenkeel.connectors.flink;

import dev.evenkeel.connectors.kafka.HeaderField;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Keys, values and headers as bytes; null is a length of -1. Stateless. */
final class RecordCodec {
    private RecordCodec() {}

    static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
        if (bytes == null) {
            out.writeInt(-1);
            return;
        }
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] readBytes(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    static void writeHeaders(List<HeaderField> headers, DataOutput out) throws IOException {
        out.writeInt(headers.size());
        for (HeaderField header : headers) {
            out.writeUTF(header.name());
            writeBytes(header.value(), out);
        }
    }

    static List<HeaderField> readHeaders(DataInput in) throws IOException {
        int count = in.readInt();
        List<HeaderField> headers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            headers.add(new HeaderField(in.readUTF(), readBytes(in)));
        }
        return headers;
    }

    static byte[] copy(byte[] bytes) {
        return bytes == null ? null : bytes.clone();
    }

    static List<HeaderField> copy(List<HeaderField> headers) {
        return headers.stream()
                .map(h -> new HeaderField(h.name(), copy(h.value())))
                .toList();
    }
}

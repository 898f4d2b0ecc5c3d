package dev.evenkeel.connectors.file;

import dev.evenkeel.connectors.format.AvroRows;
import dev.evenkeel.connectors.format.DecodeException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;

/** The records of an Avro container file, without decoding them: blocks are read by Avro and cut into records here. */
final class AvroFileRows implements Rows {
    private final String name;
    private final DataFileStream<Object> blocks;
    private final AvroRows records;
    private byte[] block = new byte[0];
    private int limit;
    private int to;
    private int from;
    private long left;
    private long count;

    /**
     * The records of a stream, which is closed when it is no container file.
     *
     * @throws IllegalArgumentException when it is none, or holds something else than records
     */
    AvroFileRows(String name, InputStream in) throws IOException {
        this.name = name;
        try {
            blocks = new DataFileStream<>(in, new GenericDatumReader<>());
        } catch (IOException | AvroRuntimeException e) {
            throw new IllegalArgumentException(
                    "no Avro container file: input=" + name + ", cause=" + e.getMessage() + ", expected=a file as"
                            + " Avro's tools write it",
                    e);
        }
        if (schema().getType() != Schema.Type.RECORD) {
            throw new IllegalArgumentException("holds no records: input=" + name + ", schema of type="
                    + schema().getType().getName() + ", expected=record");
        }
        records = new AvroRows(schema());
    }

    /** What the records were written with. */
    Schema schema() {
        return blocks.getSchema();
    }

    @Override
    public boolean next() throws IOException {
        while (left == 0) {
            if (!nextBlock()) {
                return false;
            }
        }
        from = to;
        try {
            to = records.end(block, from, limit);
        } catch (DecodeException e) {
            throw damaged(e);
        }
        left--;
        count++;
        if (left == 0 && to != limit) {
            throw damaged(new IOException((limit - to) + " bytes too many in its block"));
        }
        return true;
    }

    private boolean nextBlock() throws IOException {
        try {
            if (!blocks.hasNext()) {
                requireEnd();
                return false;
            }
            ByteBuffer data = blocks.nextBlock();
            block = data.array();
            to = data.arrayOffset() + data.position();
            limit = data.arrayOffset() + data.limit();
            left = blocks.getBlockCount();
            return true;
        } catch (IOException | AvroRuntimeException e) {
            throw damaged(e);
        }
    }

    /** A file that ends within a block has no next block, says Avro the first time, and one when it is asked again. */
    private void requireEnd() throws IOException {
        if (blocks.hasNext()) {
            throw new EOFException("the file ends within a block");
        }
    }

    private IOException damaged(Exception e) {
        return new IOException(
                "damaged Avro file: input=" + name + ", record=" + (count + 1) + ", cause=" + e.getMessage(), e);
    }

    @Override
    public byte[] bytes() {
        return block;
    }

    @Override
    public int from() {
        return from;
    }

    @Override
    public int to() {
        return to;
    }

    @Override
    public long line() {
        return count;
    }

    @Override
    public void close() throws IOException {
        blocks.close();
    }
}

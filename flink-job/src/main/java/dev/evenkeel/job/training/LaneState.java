package dev.evenkeel.job.training;

import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.snapshot.LaneCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A lane as keyed state: live, or as the bytes it was restored from until the trainer first asks for it. The bytes need no
 * specification to be carried about; the specification in force when they are read decides, and refuses those of another
 * model. Not thread-safe.
 */
public final class LaneState {
    private TrainingLane lane;
    private byte[] bytes;

    LaneState(TrainingLane lane) {
        this.lane = lane;
    }

    LaneState(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The live lane. */
    TrainingLane lane(LaneCodec codec) throws IOException {
        if (lane == null) {
            lane = codec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
            bytes = null;
        }
        return lane;
    }

    byte[] toBytes() throws IOException {
        if (lane == null) {
            return bytes;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        LaneCodec.write(lane, new DataOutputStream(out));
        return out.toByteArray();
    }

    /** An independent copy; bytes are never changed and thus shared. */
    LaneState copy() {
        return lane == null ? new LaneState(bytes) : new LaneState(lane.copy());
    }
}

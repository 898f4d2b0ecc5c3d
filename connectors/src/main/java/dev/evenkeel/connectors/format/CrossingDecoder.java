package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.Crosses;
import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.Schema;

/** Adds the schema's crosses to what another decoder gives. */
final class CrossingDecoder implements Decoder {
    private final Decoder decoder;
    private final Crosses crosses;

    CrossingDecoder(Decoder decoder, Schema schema) {
        this.decoder = decoder;
        crosses = new Crosses(schema);
    }

    @Override
    public void decode(byte[] bytes, int from, int to, Example into) throws DecodeException {
        decoder.decode(bytes, from, to, into);
        crosses.append(into);
    }
}

package dev.evenkeel.cli.benchmark;

import dev.evenkeel.config.spec.Format;
import java.util.Locale;
import java.util.Optional;

/** What is measured. */
public enum Contender {
    /** Values as they are, without keys, offsets and times: the least that a source can do. */
    BYTES(Optional.empty()),
    /** The job's source, without decoding: what the others are relative to. */
    SOURCE(Optional.empty()),
    /** The job's source and decoder. */
    CSV(Optional.of(Format.CSV)),
    /** The job's source and decoder. */
    JSON(Optional.of(Format.JSON)),
    /** The job's source and decoder. */
    AVRO(Optional.of(Format.AVRO)),
    /** The job's source and decoder. */
    VW(Optional.of(Format.VW)),
    /** The job's source and decoder. */
    LIBSVM(Optional.of(Format.LIBSVM));

    private final Optional<Format> decoded;

    Contender(Optional<Format> decoded) {
        this.decoded = decoded;
    }

    /** The format that is decoded; empty where rows, of CSV, are thrown away as they are. */
    Optional<Format> decoded() {
        return decoded;
    }

    /** The format of the topic that is read. */
    Format topic() {
        return decoded.orElse(Format.CSV);
    }

    /** The name users read. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}

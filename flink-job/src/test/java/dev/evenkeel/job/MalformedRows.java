package dev.evenkeel.job;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.SplittableRandom;

/** Rows of every kind that is no example, one in a hundred, in a stream of {@link DriftingRows}. */
enum MalformedRows {
    TOO_FEW_COLUMNS("wrong column count", "0,1,1,red"),
    TOO_MANY_COLUMNS("wrong column count", "0,1,1,1,red,1,7"),
    NO_NUMBER("not a number", "0,one,1,1,red,1"),
    UNKNOWN_LABEL("unknown label", "0,1,1,1,red,maybe"),
    EMPTY("empty record", ""),
    NOTHING("empty record", null),
    NOT_A_NUMBER("not finite", "0,NaN,1,1,red,1"),
    INFINITE("not finite", "0,1,-Infinity,1,red,1"),
    TOO_LARGE("not finite", "0,1,1,1e308,red,1"),
    NOT_UTF8("", "0,1,1,1,r\u00e9d,1"),
    GARBAGE("", "");

    private static final int ONE_IN = 100;
    private static final int GARBAGE_BYTES = 2 << 20;

    private final String reason;
    private final String row;

    MalformedRows(String reason, String row) {
        this.reason = reason;
        this.row = row;
    }

    /** How the message of the reject begins; empty when it does not matter. */
    String reason() {
        return reason;
    }

    static boolean isMalformed(long number) {
        return number % ONE_IN == 37;
    }

    /** Which kind row {@code number} is; the largest comes but a few times. */
    static MalformedRows at(long number) {
        long round = number / ONE_IN;
        MalformedRows kind = values()[(int) (round % values().length)];
        return kind == GARBAGE && round >= 3L * values().length ? NO_NUMBER : kind;
    }

    byte[] bytes() {
        if (this == GARBAGE) {
            byte[] garbage = new byte[GARBAGE_BYTES];
            new SplittableRandom(1).nextBytes(garbage);
            return garbage;
        }
        if (this == NOT_UTF8) {
            return row.getBytes(ISO_8859_1);
        }
        return row == null ? null : row.getBytes(UTF_8);
    }
}

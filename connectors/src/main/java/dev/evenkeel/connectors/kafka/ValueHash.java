package dev.evenkeel.connectors.kafka;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Takes personal data out of rejects: key, value and the original's headers are replaced by their hashes, so that equal ones can
 * still be told, and the message keeps its rule alone. Not thread-safe.
 */
public final class ValueHash {
    private static final String ALGORITHM = "HmacSHA256";

    /** Null without a secret. */
    private final Mac mac;

    /** Hashes by SHA-256, or with a secret by HMAC-SHA-256, which nobody without it can undo by trying likely values. */
    public ValueHash(Optional<String> secret) {
        mac = secret.map(ValueHash::mac).orElse(null);
    }

    private static Mac mac(String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** The same reject with hashes in the place of values. */
    public OutgoingRecord apply(OutgoingRecord reject) {
        List<HeaderField> headers = new ArrayList<>();
        RejectedRecord.of(reject.headers()).ifPresent(rejected -> {
            rejected.originals().forEach(h -> headers.add(new HeaderField(h.name(), hash(h.value()))));
            for (HeaderField own : rejected.own()) {
                if (own.name().equals(RejectHeaders.EXCEPTION_MESSAGE)) {
                    headers.add(HeaderField.text(own.name(), RejectedRecord.reason(own.text())));
                } else if (!own.name().equals(RejectHeaders.VALUE)) {
                    headers.add(own);
                }
            }
        });
        headers.add(HeaderField.text(RejectHeaders.VALUE, RejectHeaders.HASHED));
        return new OutgoingRecord(hash(reject.key()), hash(reject.value()), headers, reject.timeMs());
    }

    /** 64 digits of hex; null stays null. */
    private byte[] hash(byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        String hex = mac == null ? Sha256.hex(bytes) : HexFormat.of().formatHex(mac.doFinal(bytes));
        return hex.getBytes(StandardCharsets.US_ASCII);
    }
}

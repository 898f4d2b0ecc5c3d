package dev.evenkeel.connectors.format;

import java.nio.charset.StandardCharsets;

/** The fields of a flat JSON object. Values inside other values are skipped. */
final class JsonFields implements FieldReader {
    private final JsonScanner scanner = new JsonScanner();

    @Override
    public void read(byte[] bytes, int from, int to, FieldVisitor visitor) throws DecodeException {
        scanner.start(bytes, from, to);
        while (scanner.nextName()) {
            String name = new String(
                    scanner.nameBytes(),
                    scanner.nameFrom(),
                    scanner.nameTo() - scanner.nameFrom(),
                    StandardCharsets.UTF_8);
            switch (scanner.readValue()) {
                case NULL -> visitor.missing(name);
                case NESTED -> visitor.nested(name);
                case PLAIN -> visitor.value(name, scanner.bytes(), scanner.from(), scanner.to());
            }
        }
    }
}

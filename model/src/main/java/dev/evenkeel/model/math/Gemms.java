package dev.evenkeel.model.math;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the matrix multiplication to use. Thread-safe. */
public final class Gemms {
    private static final Logger LOG = LoggerFactory.getLogger(Gemms.class);
    private static final Set<String> LOGGED = ConcurrentHashMap.newKeySet();

    private Gemms() {}

    /**
     * A new instance of the provider asked for, or of the best available one: vector, then nd4j, then plain. Which one it is, is
     * logged once in the life of a JVM.
     *
     * @throws IllegalArgumentException when the provider named is not available; says what is missing
     */
    public static Gemm choose(GemmChoice choice) {
        Gemm gemm = switch (choice) {
            case VECTOR -> vector();
            case ND4J -> nd4j();
            case PLAIN -> new PlainGemm();
            case AUTO -> best();
        };
        if (LOGGED.add(gemm.name())) {
            LOG.info("Matrix multiplication: {} (asked for: {})", gemm.name(), choice.key());
        }
        return gemm;
    }

    private static Gemm best() {
        for (GemmChoice choice : new GemmChoice[] {GemmChoice.VECTOR, GemmChoice.ND4J}) {
            try {
                return choice == GemmChoice.VECTOR ? vector() : nd4j();
            } catch (IllegalArgumentException e) {
                if (LOGGED.add("without " + choice.key())) {
                    LOG.info("{}", e.getMessage());
                }
            }
        }
        return new PlainGemm();
    }

    private static Gemm vector() {
        try {
            return VectorUnit.gemm();
        } catch (ClassNotFoundException e) {
            throw unavailable(GemmChoice.VECTOR, e.getMessage(), e);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw unavailable(GemmChoice.VECTOR, String.valueOf(e.getCause() == null ? e : e.getCause()), e);
        }
    }

    private static Gemm nd4j() {
        try {
            return Nd4jGemm.load();
        } catch (ReflectiveOperationException | LinkageError e) {
            String missing = "org.bytedeco:openblas and javacpp with the natives of this machine (" + e + ")";
            throw unavailable(GemmChoice.ND4J, missing, e);
        }
    }

    private static IllegalArgumentException unavailable(GemmChoice choice, String missing, Throwable cause) {
        return new IllegalArgumentException("not available: gemm=" + choice.key() + ", missing=" + missing, cause);
    }
}

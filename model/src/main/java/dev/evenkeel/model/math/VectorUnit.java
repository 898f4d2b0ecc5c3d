package dev.evenkeel.model.math;

/** Finds what is written with the Vector API, which a JVM has only when it was told to. Thread-safe. */
final class VectorUnit {
    private static final String MODULE = "jdk.incubator.vector";
    private static final String GEMM = "dev.evenkeel.model.math.vector.VectorGemm";
    private static final String KERNELS = "dev.evenkeel.model.math.vector.VectorKernels";
    private static final Kernels BEST = best();

    private VectorUnit() {}

    /** The kernels of this process. */
    static Kernels kernels() {
        return BEST;
    }

    /**
     * A new matrix multiplication.
     *
     * @throws ReflectiveOperationException when the JVM has no such module; says what it needs
     * @throws LinkageError when the module is another one than expected
     */
    static Gemm gemm() throws ReflectiveOperationException {
        return load(GEMM, Gemm.class);
    }

    private static Kernels best() {
        try {
            return load(KERNELS, Kernels.class);
        } catch (ReflectiveOperationException | LinkageError e) {
            return new PlainKernels(); // said by Gemms, which looks for the same module
        }
    }

    private static <T> T load(String name, Class<T> type) throws ReflectiveOperationException {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            throw new ClassNotFoundException("the JVM's option --add-modules " + MODULE);
        }
        return Class.forName(name).asSubclass(type).getDeclaredConstructor().newInstance();
    }
}

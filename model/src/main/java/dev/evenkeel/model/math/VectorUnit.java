package dev.evenkeel.model.math;

/**
 * What is written with the Vector API, which a JVM has only when it was told to.
 *
 * <p>Before the JIT's last stage has compiled them, such loops make an object of every vector and run a thousand times slower than
 * plain ones. So plain loops with the same bits stand in, while a thread of its own runs the vector ones on small arrays
 * until they are the faster, as a rule within seconds. It begins a little later, so as not to come before what the JIT has to
 * compile for anybody; a short run is over by then. Where vector loops never are the faster, the plain ones stay. Thread-safe.
 */
final class VectorUnit {
    private static final String MODULE = "jdk.incubator.vector";
    private static final String GEMM = "dev.evenkeel.model.math.vector.VectorGemm";
    private static final String KERNELS = "dev.evenkeel.model.math.vector.VectorKernels";
    private static final Kernels PLAIN = new PlainKernels();

    private static final long DELAY_MS = 2_000;

    private static volatile Kernels current = PLAIN;

    static {
        try {
            Kernels vector = load(KERNELS, Kernels.class);
            Gemm gemm = load(GEMM, Gemm.class);
            Thread thread = new Thread(() -> warmUp(gemm, vector), "evenkeel-vector-warm-up");
            thread.setDaemon(true);
            thread.start();
        } catch (ReflectiveOperationException | LinkageError e) {
            current = PLAIN; // said by Gemms, which looks for the same module
        }
    }

    private VectorUnit() {}

    /** The kernels that are the fastest now. */
    static Kernels kernels() {
        return current;
    }

    /** Whether the Vector API's loops are the fastest now. */
    static boolean warm() {
        return current != PLAIN;
    }

    /**
     * A new matrix multiplication.
     *
     * @throws ReflectiveOperationException when the JVM has no such module; says what it needs
     * @throws LinkageError when the module is another one than expected
     */
    static Gemm gemm() throws ReflectiveOperationException {
        return new WarmingGemm(new FusedGemm(), load(GEMM, Gemm.class));
    }

    private static void warmUp(Gemm gemm, Kernels kernels) {
        try {
            Thread.sleep(DELAY_MS);
        } catch (InterruptedException e) {
            return; // nobody does, but then plain loops it is
        }
        WarmUp vector = new WarmUp(gemm, kernels);
        WarmUp plain = new WarmUp(new FusedGemm(), PLAIN);
        if (vector.becomesFasterThan(plain)) {
            current = kernels;
        }
    }

    static <T> T load(String name, Class<T> type) throws ReflectiveOperationException {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            throw new ClassNotFoundException("the JVM's option --add-modules " + MODULE);
        }
        return Class.forName(name).asSubclass(type).getDeclaredConstructor().newInstance();
    }
}

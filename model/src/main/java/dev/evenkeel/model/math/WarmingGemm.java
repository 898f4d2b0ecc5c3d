package dev.evenkeel.model.math;

/** One of two implementations that give the same bits: the second as soon as {@link VectorUnit} says that it is the faster. */
final class WarmingGemm implements Gemm {
    private final Gemm cold;
    private final Gemm warm;

    WarmingGemm(Gemm cold, Gemm warm) {
        this.cold = cold;
        this.warm = warm;
    }

    private Gemm current() {
        return VectorUnit.warm() ? warm : cold;
    }

    @Override
    public String name() {
        return warm.name();
    }

    @Override
    public void multiply(Matrix a, Matrix b, Matrix c) {
        current().multiply(a, b, c);
    }

    @Override
    public void multiplyTransposedLeft(Matrix a, Matrix b, Matrix c) {
        current().multiplyTransposedLeft(a, b, c);
    }

    @Override
    public void multiplyTransposedRight(Matrix a, Matrix b, Matrix c) {
        current().multiplyTransposedRight(a, b, c);
    }
}

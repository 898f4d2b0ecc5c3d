package dev.evenkeel.model.update;

/**
 * A sum of many numbers that come and go, with what rounding has taken off it (Neumaier 1974, doi:10.1002/zamm.19740540106): what
 * was added and taken off again leaves nothing behind, however large it was. Not thread-safe.
 */
final class Total {
    private double sum;
    private double lost;

    void add(double number) {
        double next = sum + number;
        lost += Math.abs(sum) >= Math.abs(number) ? sum - next + number : number - next + sum;
        sum = next;
    }

    double value() {
        return sum + lost;
    }

    double sum() {
        return sum;
    }

    double lost() {
        return lost;
    }

    void set(double sum, double lost) {
        this.sum = sum;
        this.lost = lost;
    }

    void set(Total other) {
        set(other.sum, other.lost);
    }
}

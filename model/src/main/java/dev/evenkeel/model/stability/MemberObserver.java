package dev.evenkeel.model.stability;

import dev.evenkeel.model.math.Matrix;

/**
 * Passes on what a model among several says.
 *
 * @param model its name
 * @param next who hears it
 */
record MemberObserver(String model, StepObserver next) implements StepObserver {
    @Override
    public boolean samples(long step, int rows) {
        return next.samples(step, rows);
    }

    @Override
    public void layer(int row, LayerSample sample) {
        next.layer(row, sample.within(model));
    }

    @Override
    public void activation(String layer, Matrix activation) {
        next.activation(model + "/" + layer, activation);
    }

    @Override
    public void outOfRange(int column, boolean quarantined) {
        next.outOfRange(column, quarantined);
    }

    @Override
    public void unitChanged(int column, double ratio) {
        next.unitChanged(column, ratio);
    }
}

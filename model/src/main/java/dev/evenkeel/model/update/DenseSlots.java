package dev.evenkeel.model.update;

import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.Parameter;
import java.util.List;

/** A rule's slots beside a dense parameter, all of whose elements have part in every step. Accepted slots change places with scratch. */
final class DenseSlots extends ParameterSlots {
    private final DenseParameter parameter;
    private final Slots[] slots;
    private float[] regularized = new float[0];

    DenseSlots(DenseParameter parameter, List<Slot> slots, Span span, Pulls pulls, Served served) {
        this(
                parameter,
                slots.stream().map(slot -> new Slots(parameter, slot)).toArray(Slots[]::new),
                span,
                pulls,
                served);
    }

    private DenseSlots(DenseParameter parameter, Slots[] slots, Span span, Pulls pulls, Served served) {
        super(span, pulls, served);
        this.parameter = parameter;
        this.slots = slots;
    }

    @Override
    void propose(Gradient gradient, long clock, Formula formula) {
        if (span.change.length == 0) {
            span.change = new float[length()];
            regularized = new float[pulls.l2() > 0 ? length() : 0];
            for (int k = 0; k < slots.length; k++) {
                span.next[k] = new float[length()];
            }
        }
        span.weights = parameter.values();
        span.gradient = gradient.values();
        for (int k = 0; k < slots.length; k++) {
            span.slots[k] = slots[k].values();
        }
        span.to = length();
        span.elements = parameter.count();
        span.clock = clock;
        if (pulls.l2() > 0) {
            pulls.regularize(span, span.to, regularized);
            span.gradient = regularized;
        }
        formula.run(span);
    }

    @Override
    int length() {
        return parameter.values().length;
    }

    @Override
    void apply(Gradient gradient, Formula formula) {
        float[] w = parameter.values();
        float[] change = span.change;
        for (int i = 0; i < w.length; i++) {
            w[i] += change[i];
        }
        for (int k = 0; k < slots.length; k++) {
            span.next[k] = slots[k].swap(span.next[k]);
        }
        if (served != null) {
            float[] source = served.slot() >= 0 ? slots[served.slot()].values() : w;
            served.follow(source, 0, 0, w.length, span.clock);
        }
    }

    @Override
    DenseSlots copy(Parameter beside, Served servedBeside) {
        Slots[] copied = new Slots[slots.length];
        for (int k = 0; k < slots.length; k++) {
            copied[k] = slots[k].copy(beside);
        }
        return new DenseSlots((DenseParameter) beside, copied, span.sibling(), pulls, servedBeside);
    }

    @Override
    void reanchor(double keep) {
        for (Slots kept : slots) {
            kept.reanchor(keep);
        }
    }

    @Override
    void restart(int from, int stride, int count) {
        for (int i = from; i < from + count * stride; i += stride) {
            float weight = parameter.values()[i];
            for (Slots kept : slots) {
                kept.restart(i, weight);
            }
            if (served != null) {
                served.parameter().values()[i] = weight;
            }
        }
    }

    @Override
    void save(String prefix, NamedTensors into) {
        for (Slots kept : slots) {
            kept.save(prefix, into);
        }
    }

    @Override
    void load(String prefix, NamedTensors from) {
        for (Slots kept : slots) {
            kept.load(prefix, from);
        }
    }
}

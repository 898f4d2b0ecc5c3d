package dev.evenkeel.model.learner;

import dev.evenkeel.model.parameter.NamedTensors;

/**
 * A learner of a mixture. Its tensors are the mixture's, with its name as second part of theirs: {@code weights/nag-1/linear/value}.
 *
 * @param name unique in the mixture
 * @param learner itself
 */
record Member(String name, Learner learner) {
    Member copy() {
        return new Member(name, learner.copy());
    }

    void save(NamedTensors into) {
        NamedTensors own = new NamedTensors();
        learner.save(own);
        for (String tensor : own.names()) {
            int slash = tensor.indexOf('/');
            into.put(tensor.substring(0, slash + 1) + name + tensor.substring(slash), own.get(tensor));
        }
    }

    void load(NamedTensors from) {
        NamedTensors own = new NamedTensors();
        String infix = "/" + name + "/";
        for (String tensor : from.names()) {
            int slash = tensor.indexOf('/');
            if (slash >= 0 && tensor.startsWith(infix, slash)) {
                own.put(tensor.substring(0, slash) + tensor.substring(slash + infix.length() - 1), from.get(tensor));
            }
        }
        learner.load(own);
    }
}

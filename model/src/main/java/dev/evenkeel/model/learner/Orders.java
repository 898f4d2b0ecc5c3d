package dev.evenkeel.model.learner;

import dev.evenkeel.model.parameter.NamedTensors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Orders that wait for their version, in the order they came. Not thread-safe. */
final class Orders {
    private static final String PATH = "lane/orders/";

    private final List<Order> waiting = new ArrayList<>();

    void add(Order order) {
        waiting.add(order);
    }

    /** Removes and gives the first that is due; empty when none is. */
    Optional<Order> next(long version) {
        for (Iterator<Order> orders = waiting.iterator(); orders.hasNext(); ) {
            Order order = orders.next();
            if (order.due(version)) {
                orders.remove();
                return Optional.of(order);
            }
        }
        return Optional.empty();
    }

    /** Steps until the next is due; a large number when none waits. */
    int room(long version) {
        long room = Integer.MAX_VALUE;
        for (Order order : waiting) {
            room = Math.min(room, order.atVersion().orElse(version) - version);
        }
        return (int) Math.max(0, room);
    }

    void save(NamedTensors into) {
        for (int i = 0; i < waiting.size(); i++) {
            Order order = waiting.get(i);
            long[] when = {
                order.atVersion().isPresent() ? 1 : 0, order.atVersion().orElse(0)
            };
            byte[] text = (order.action().key() + " " + order.id()).getBytes(StandardCharsets.UTF_8);
            into.put(PATH + i + "/when", when, when.length);
            into.put(PATH + i + "/what", text, text.length);
            String path = PATH + i + "/state/";
            order.state().ifPresent(state -> state.names().forEach(name -> into.put(path + name, state.get(name))));
        }
    }

    void load(NamedTensors from) {
        waiting.clear();
        for (int i = 0; from.contains(PATH + i + "/when"); i++) {
            long[] when = from.longs(PATH + i + "/when", 2);
            String[] text = new String(from.bytes(PATH + i + "/what"), StandardCharsets.UTF_8).split(" ", 2);
            NamedTensors state = from.under(PATH + i + "/state/");
            waiting.add(new Order(
                    action(text[0]),
                    when[0] == 0 ? OptionalLong.empty() : OptionalLong.of(when[1]),
                    state.names().isEmpty() ? Optional.empty() : Optional.of(state),
                    text[1]));
        }
    }

    private static Order.Action action(String key) {
        for (Order.Action action : Order.Action.values()) {
            if (action.key().equals(key)) {
                return action;
            }
        }
        throw new IllegalArgumentException("unknown action: action=" + key);
    }
}

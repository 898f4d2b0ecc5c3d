package dev.evenkeel.model.loss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.data.Task;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LossTest {
    @Test
    void everyImplementationKeepsToTheContract() throws ClassNotFoundException {
        Set<String> without = new TreeSet<>();
        for (Class<?> loss : (Iterable<Class<?>>) implementations(Loss.class)::iterator) {
            Class<?> test = Class.forName(loss.getName() + "Test");
            if (!LossContract.class.isAssignableFrom(test) || Modifier.isAbstract(test.getModifiers())) {
                without.add(loss.getSimpleName());
            }
        }
        assertThat(without).isEmpty();
        assertThat(implementations(Loss.class)).hasSameSizeAs(LossKind.values());
    }

    private static Stream<Class<?>> implementations(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(LossTest::implementations)
                : Stream.of(type);
    }

    @ParameterizedTest
    @EnumSource(LossKind.class)
    void everyKindHasALoss(LossKind kind) {
        assertThat(Loss.of(kind).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void everyTaskHasADefaultLossOfItsOwn(Task task) {
        assertThat(LossKind.defaultFor(task).task()).isEqualTo(task);
    }
}

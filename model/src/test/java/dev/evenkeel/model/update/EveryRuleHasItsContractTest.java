package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.loss.LossKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EveryRuleHasItsContractTest {
    @Test
    void contractsCoverAllRules() throws ReflectiveOperationException {
        Set<String> covered = new TreeSet<>();
        for (Class<?> test : tests()) {
            if (UpdateRuleContract.class.isAssignableFrom(test)) {
                UpdateRuleContract contract = (UpdateRuleContract) make(test);
                covered.add(contract.hyperparameters().getClass().getSimpleName());
            } else if (LinearRuleContract.class.isAssignableFrom(test)) {
                LinearRule rule = ((LinearRuleContract) make(test)).rule(LossKind.LOGISTIC, 1);
                covered.add(rule.getClass().getSimpleName().replace("Rule", "Hyperparameters"));
            }
        }
        Set<String> rules = Arrays.stream(Hyperparameters.class.getPermittedSubclasses())
                .filter(type -> type != AutoHyperparameters.class) // a mixture of others
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(rules).hasSizeGreaterThan(15);
        assertThat(covered).containsExactlyElementsOf(rules);
    }

    private static Object make(Class<?> test) throws ReflectiveOperationException {
        return test.getDeclaredConstructor().newInstance();
    }

    private static List<Class<?>> tests() {
        try {
            Path root = Path.of(UpdateRuleContract.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            String name = UpdateRuleContract.class.getPackageName();
            try (Stream<Path> files = Files.list(root.resolve(name.replace('.', '/')))) {
                return files.map(file -> file.getFileName().toString())
                        .filter(file -> file.endsWith("Test.class"))
                        .sorted()
                        .<Class<?>>map(file -> load(name + "." + file.replace(".class", "")))
                        .filter(type -> !Modifier.isAbstract(type.getModifiers()))
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}

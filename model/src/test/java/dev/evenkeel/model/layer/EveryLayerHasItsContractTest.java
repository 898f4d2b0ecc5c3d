package dev.evenkeel.model.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EveryLayerHasItsContractTest {
    @Test
    void contractsCoverAllImplementations() throws ReflectiveOperationException {
        Set<String> covered = new TreeSet<>();
        for (Class<?> test : classes(LayerContract.class)) {
            if (LayerContract.class.isAssignableFrom(test) && test != LayerContract.class) {
                LayerContract contract =
                        (LayerContract) test.getDeclaredConstructor().newInstance();
                covered.add(contract.layer().getClass().getSimpleName());
            }
        }
        Set<String> implementations = classes(Layer.class).stream()
                .filter(type -> Layer.class.isAssignableFrom(type))
                .filter(type -> !type.isInterface() && !Modifier.isAbstract(type.getModifiers()))
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(implementations).hasSizeGreaterThan(15);
        assertThat(covered).containsExactlyElementsOf(implementations);
    }

    /** All top-level classes beside the given one. */
    private static List<Class<?>> classes(Class<?> beside) {
        try {
            URI root =
                    beside.getProtectionDomain().getCodeSource().getLocation().toURI();
            Path folder = Path.of(root).resolve(beside.getPackageName().replace('.', '/'));
            try (Stream<Path> files = Files.list(folder)) {
                return files.map(file -> file.getFileName().toString())
                        .filter(file -> file.endsWith(".class") && !file.contains("$") && !file.contains("-"))
                        .sorted()
                        .<Class<?>>map(file -> load(beside.getPackageName() + "." + file.replace(".class", "")))
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

package dev.evenkeel.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What compared pipelines are called: their files' names, and more where those are the same. */
final class ComparisonNames {
    private ComparisonNames() {}

    /** A name for each file, no two alike. */
    static List<String> of(List<Path> files) {
        List<String> stems = files.stream().map(ComparisonNames::stem).toList();
        boolean distinct = new HashSet<>(stems).size() == files.size();
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < files.size(); i++) {
            String name = distinct ? stems.get(i) : files.get(i).toString();
            names.add(taken.add(name) ? name : name + " (" + (i + 1) + ")");
            taken.add(names.get(i));
        }
        return names;
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}

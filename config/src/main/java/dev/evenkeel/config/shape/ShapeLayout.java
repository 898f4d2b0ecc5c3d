package dev.evenkeel.config.shape;

import dev.evenkeel.config.document.Layout;
import java.util.Optional;

/** Answers for overrides what the shapes know. */
public final class ShapeLayout implements Layout {
    private final Shape.Section root;

    /** For the settings of that section. */
    public ShapeLayout(Shape.Section root) {
        this.root = root;
    }

    @Override
    public boolean hasFreeKeys(String path) {
        return find(path).filter(s -> s instanceof Shape.TextMap).isPresent();
    }

    @Override
    public Optional<String> shorthand(String path) {
        return find(path).flatMap(ShapeLayout::shorthand);
    }

    private static Optional<String> shorthand(Shape shape) {
        if (shape instanceof Shape.OrNone optional) {
            return shorthand(optional.shape());
        }
        if (shape instanceof Shape.Union union) {
            return union.by().isEmpty() ? Optional.empty() : Optional.of(union.by());
        }
        return shape instanceof Shape.Section section ? section.shorthand() : Optional.empty();
    }

    private Optional<Shape> find(String path) {
        Optional<Shape> shape = Optional.of(root);
        for (String key : path.isEmpty() ? new String[0] : path.split("\\.")) {
            shape = shape.filter(s -> s instanceof Shape.Section)
                    .flatMap(s -> ((Shape.Section) s).field(key))
                    .map(Shape.Field::shape);
        }
        return shape;
    }
}

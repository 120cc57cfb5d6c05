package io.mos.drivers.child;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Shapes of what holds any number of values. */
final class ItemShapes {

    private ItemShapes() {}

    /** One byte: 0 for nothing, 1 for something. */
    static boolean isThere(FrameIn in) {
        return switch (in.takeByte()) {
            case 0 -> false;
            case 1 -> true;
            default -> throw new MalformedFrameException("neither there nor not");
        };
    }

    /** Count, then the items. */
    record OfItems(Shape<Object> item, Function<List<Object>, Collection<Object>> copy)
            implements Shape<Object> {

        @Override
        public void write(FrameOut out, Object value) {
            Collection<?> items = (Collection<?>) value;
            out.putCount(items.size());
            items.forEach(each -> item.write(out, each));
        }

        @Override
        public Object read(FrameIn in) {
            int count = in.takeCount();
            List<Object> items = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                items.add(item.read(in));
            }
            return copy.apply(items);
        }
    }

    /** Count, then keys and values in turns; a key that comes twice is its last value's. */
    record OfMap(Shape<Object> key, Shape<Object> value) implements Shape<Object> {

        @Override
        public void write(FrameOut out, Object map) {
            Map<?, ?> entries = (Map<?, ?>) map;
            out.putCount(entries.size());
            entries.forEach((each, its) -> {
                key.write(out, each);
                value.write(out, its);
            });
        }

        @Override
        public Object read(FrameIn in) {
            int count = in.takeCount();
            Map<Object, Object> entries = new HashMap<>();
            for (int i = 0; i < count; i++) {
                Object each = key.read(in);
                entries.put(each, value.read(in));
            }
            return Map.copyOf(entries);
        }
    }

    /** Whether, then what. */
    record OfOptional(Shape<Object> what) implements Shape<Object> {

        @Override
        public void write(FrameOut out, Object value) {
            Optional<?> optional = (Optional<?>) value;
            out.putByte(optional.isPresent() ? 1 : 0);
            optional.ifPresent(each -> what.write(out, each));
        }

        @Override
        public Object read(FrameIn in) {
            return isThere(in) ? Optional.of(what.read(in)) : Optional.empty();
        }
    }

    /** The place of a constant among those of its enum. */
    static final class OfChoice<E> implements Shape<Object> {

        private final List<E> choices;
        private final String name;

        OfChoice(E[] choices, String name) {
            this.choices = List.of(choices);
            this.name = name;
        }

        @Override
        public void write(FrameOut out, Object value) {
            out.putByte(choices.indexOf(value));
        }

        @Override
        public Object read(FrameIn in) {
            int index = in.takeByte();
            if (index >= choices.size()) {
                throw new MalformedFrameException("no %s of number %d".formatted(name, index));
            }
            return choices.get(index);
        }
    }
}

package io.mos.drivers.child;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Shapes of records and of the sealed interfaces they belong to. */
final class RecordShapes {

    private RecordShapes() {}

    /** The components in the order in which they are declared. */
    record OfRecord(Constructor<?> constructor, List<Component> components)
            implements Shape<Object> {

        static OfRecord of(Class<?> type, Function<Type, Shape<Object>> shapes) {
            List<Component> components = new ArrayList<>();
            List<Class<?>> types = new ArrayList<>();
            for (RecordComponent each : type.getRecordComponents()) {
                Method accessor = each.getAccessor();
                accessor.setAccessible(true);
                components.add(new Component(accessor, shapes.apply(each.getGenericType())));
                types.add(each.getType());
            }
            try {
                Constructor<?> constructor =
                        type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
                constructor.setAccessible(true);
                return new OfRecord(constructor, components);
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException("a record without its constructor", e);
            }
        }

        @Override
        public void write(FrameOut out, Object value) {
            for (Component each : components) {
                each.shape.write(out, each.of(value));
            }
        }

        @Override
        public Object read(FrameIn in) {
            Object[] values = new Object[components.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = components.get(i).shape.read(in);
            }
            try {
                return constructor.newInstance(values);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof RuntimeException refused) {
                    throw new MalformedFrameException(
                            "%s: %s"
                                    .formatted(
                                            constructor.getDeclaringClass().getSimpleName(),
                                            refused.getMessage()));
                }
                throw new IllegalStateException(e);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** One component and how to read it off a value. */
    record Component(Method accessor, Shape<Object> shape) {

        Object of(Object value) {
            try {
                return accessor.invoke(value);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The case's place among those permitted, then its components. */
    record OfSealed(List<Class<?>> types, List<Shape<Object>> cases) implements Shape<Object> {

        @Override
        public void write(FrameOut out, Object value) {
            for (int i = 0; i < cases.size(); i++) {
                if (types.get(i).isInstance(value)) {
                    out.putByte(i);
                    cases.get(i).write(out, value);
                    return;
                }
            }
            throw new IllegalArgumentException("not of this protocol: " + value.getClass());
        }

        @Override
        public Object read(FrameIn in) {
            int index = in.takeByte();
            if (index >= cases.size()) {
                throw new MalformedFrameException(
                        "no %s of number %d".formatted(types.getFirst().getInterfaces()[0], index));
            }
            return cases.get(index).read(in);
        }
    }
}

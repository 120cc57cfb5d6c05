package io.mos.drivers.child;

import io.mos.core.chain.ByteString;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.MalformedChainDataException;
import io.mos.core.chain.Target;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Makes the shapes of messages from their records: components in order, one byte before a choice of
 * a sealed interface. Both ends are of one build, so the records are the protocol and no field
 * needs a name on the wire.
 */
final class Shapes {

    private static final Map<Type, Shape<?>> LEAVES =
            Map.ofEntries(
                    leaf(int.class, FrameOut::putInt, FrameIn::takeInt),
                    leaf(Integer.class, FrameOut::putInt, FrameIn::takeInt),
                    leaf(long.class, FrameOut::putLong, FrameIn::takeLong),
                    leaf(Long.class, FrameOut::putLong, FrameIn::takeLong),
                    leaf(double.class, Shapes::putDouble, Shapes::takeDouble),
                    leaf(Double.class, Shapes::putDouble, Shapes::takeDouble),
                    leaf(String.class, FrameOut::putText, FrameIn::takeText),
                    leaf(Path.class, (out, path) -> out.putText(path.toString()), Shapes::takePath),
                    leaf(
                            ByteString.class,
                            (out, bytes) -> out.putBlock(bytes.toBytes()),
                            in -> ByteString.of(in.takeBlock())),
                    leaf(
                            Hash256.class,
                            (out, hash) -> out.putBytes(hash.toBytes()),
                            in -> Hash256.of(in.takeBytes(Hash256.SIZE_BYTES))),
                    leaf(
                            Target.class,
                            (out, target) -> out.putBytes(target.toBytesLe()),
                            Shapes::takeTarget),
                    leaf(Instant.class, Shapes::putInstant, Shapes::takeInstant),
                    leaf(Duration.class, Shapes::putDuration, Shapes::takeDuration),
                    leaf(OptionalInt.class, Shapes::putOptionalInt, Shapes::takeOptionalInt));

    private final Map<Type, Shape<Object>> made = new HashMap<>();

    private Shapes() {}

    /** The shape of a message and of all that it holds. */
    @SuppressWarnings("unchecked")
    static <T> Shape<T> of(Class<T> type) {
        return (Shape<T>) new Shapes().shape(type, Map.of());
    }

    /**
     * @param bound what the variables of the type around this one stand for
     */
    @SuppressWarnings("unchecked")
    private Shape<Object> shape(Type type, Map<TypeVariable<?>, Type> bound) {
        if (type instanceof TypeVariable<?> variable) {
            Type known = bound.get(variable);
            if (known == null) {
                throw new IllegalArgumentException("nothing known of " + variable);
            }
            return shape(known, Map.of());
        }
        Shape<?> leaf = LEAVES.get(type);
        if (leaf != null) {
            return (Shape<Object>) leaf;
        }
        Shape<Object> before = made.get(type);
        if (before != null) {
            return before;
        }
        Shape<Object> shape =
                switch (type) {
                    case ParameterizedType generic -> ofGeneric(generic, bound);
                    case Class<?> plain -> ofClass(plain, Map.of());
                    default -> throw new IllegalArgumentException("no shape for " + type);
                };
        made.put(type, shape);
        return shape;
    }

    private Shape<Object> ofGeneric(ParameterizedType type, Map<TypeVariable<?>, Type> bound) {
        Class<?> raw = (Class<?>) type.getRawType();
        List<Type> arguments = List.of(type.getActualTypeArguments());
        if (raw == Map.class) {
            return new ItemShapes.OfMap(
                    shape(arguments.get(0), bound), shape(arguments.get(1), bound));
        }
        if (raw == Optional.class) {
            return new ItemShapes.OfOptional(shape(arguments.getFirst(), bound));
        }
        if (raw == List.class) {
            return new ItemShapes.OfItems(shape(arguments.getFirst(), bound), List::copyOf);
        }
        if (raw == Set.class) {
            return new ItemShapes.OfItems(shape(arguments.getFirst(), bound), Set::copyOf);
        }
        Map<TypeVariable<?>, Type> inner = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            Type argument = arguments.get(i);
            inner.put(raw.getTypeParameters()[i], bound.getOrDefault(argument, argument));
        }
        return ofClass(raw, inner);
    }

    private Shape<Object> ofClass(Class<?> type, Map<TypeVariable<?>, Type> bound) {
        if (type.isEnum()) {
            return new ItemShapes.OfChoice<>(type.getEnumConstants(), type.getSimpleName());
        }
        if (type.isSealed()) {
            List<Shape<Object>> cases = new ArrayList<>();
            for (Class<?> each : type.getPermittedSubclasses()) {
                cases.add(ofClass(each, renamed(type, each, bound)));
            }
            return new RecordShapes.OfSealed(List.of(type.getPermittedSubclasses()), cases);
        }
        if (!type.isRecord()) {
            throw new IllegalArgumentException("neither record nor sealed: " + type);
        }
        return RecordShapes.OfRecord.of(type, component -> shape(component, bound));
    }

    /** The cases of a sealed interface have its variables, in the same order. */
    private static Map<TypeVariable<?>, Type> renamed(
            Class<?> type, Class<?> permitted, Map<TypeVariable<?>, Type> bound) {
        Map<TypeVariable<?>, Type> renamed = new HashMap<>();
        for (int i = 0; i < permitted.getTypeParameters().length; i++) {
            Type argument = bound.get(type.getTypeParameters()[i]);
            if (argument != null) {
                renamed.put(permitted.getTypeParameters()[i], argument);
            }
        }
        return renamed;
    }

    private static <T> Map.Entry<Type, Shape<?>> leaf(
            Class<T> type, BiConsumer<FrameOut, T> writer, Function<FrameIn, T> reader) {
        return Map.entry(
                type,
                new Shape<T>() {
                    @Override
                    public void write(FrameOut out, T value) {
                        writer.accept(out, value);
                    }

                    @Override
                    public T read(FrameIn in) {
                        return reader.apply(in);
                    }
                });
    }

    private static void putDouble(FrameOut out, double value) {
        out.putLong(Double.doubleToLongBits(value));
    }

    private static double takeDouble(FrameIn in) {
        return Double.longBitsToDouble(in.takeLong());
    }

    private static Path takePath(FrameIn in) {
        try {
            return Path.of(in.takeText());
        } catch (InvalidPathException e) {
            throw new MalformedFrameException("not a path: " + e.getReason());
        }
    }

    private static Target takeTarget(FrameIn in) {
        try {
            return Target.ofBytesLe(in.takeBytes(Hash256.SIZE_BYTES));
        } catch (MalformedChainDataException e) {
            throw new MalformedFrameException("not a target: " + e.getMessage());
        }
    }

    private static void putInstant(FrameOut out, Instant value) {
        out.putLong(value.getEpochSecond());
        out.putInt(value.getNano());
    }

    private static Instant takeInstant(FrameIn in) {
        try {
            return Instant.ofEpochSecond(in.takeLong(), in.takeInt());
        } catch (DateTimeException | ArithmeticException _) {
            throw new MalformedFrameException("no instant");
        }
    }

    private static void putDuration(FrameOut out, Duration value) {
        out.putLong(value.getSeconds());
        out.putInt(value.getNano());
    }

    private static Duration takeDuration(FrameIn in) {
        try {
            return Duration.ofSeconds(in.takeLong(), in.takeInt());
        } catch (ArithmeticException _) {
            throw new MalformedFrameException("no duration");
        }
    }

    private static void putOptionalInt(FrameOut out, OptionalInt value) {
        out.putByte(value.isPresent() ? 1 : 0);
        value.ifPresent(out::putInt);
    }

    private static OptionalInt takeOptionalInt(FrameIn in) {
        return ItemShapes.isThere(in) ? OptionalInt.of(in.takeInt()) : OptionalInt.empty();
    }
}

package io.mos.core.testkit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/**
 * Makes one test per file of golden vectors: those committed beside the test class under {@code
 * vectors/<protocol>}, and every file of the folder that {@code -Dmos.vectors.extra} names.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> everyFile() {
 *     return Vectors.of(getClass(), "stratum").reading(VERSION_DIALECTS, this::dialects).tests();
 * }
 * }</pre>
 *
 * A file that is broken fails. One in a format that has no reader fails when it is committed, since
 * nobody would read it, and is skipped with the reason when it comes from the extra folder.
 */
public final class Vectors {
    /** A folder beside the committed vectors; relative to the root of the checkout. */
    private static final String EXTRA_PROPERTY = "mos.vectors.extra";

    private static final String ROOT_PROPERTY = "mos.root";
    private static final int MAX_FOLDER_DEPTH = 8;

    /** Turns a file into its cases, each with a name to find it by. */
    public interface Reader {
        Stream<DynamicTest> cases(VectorFile file);
    }

    private final Path committed;
    private final List<Path> extra;
    private final Map<VectorFormat, Reader> readers = new EnumMap<>(VectorFormat.class);

    Vectors(Path committed, List<Path> extra) {
        this.committed = committed;
        this.extra = extra;
    }

    public static Vectors of(Class<?> testClass, String protocol) {
        String extra = System.getProperty(EXTRA_PROPERTY, "");
        Path root = Path.of(System.getProperty(ROOT_PROPERTY, ""));
        return new Vectors(
                TestClasses.folderOf(testClass).resolve("vectors").resolve(protocol),
                extra.isEmpty() ? List.of() : List.of(root.resolve(extra)));
    }

    public Vectors reading(VectorFormat format, Reader reader) {
        readers.put(format, reader);
        return this;
    }

    /** One test per file, by the file's name. */
    public Stream<DynamicTest> tests() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path file : filesUnder(committed)) {
            if (!file.endsWith("README.md")) {
                tests.add(test(committed, file, Vectors::failUnread));
            }
        }
        for (Path folder : extra) {
            filesUnder(folder).forEach(file -> tests.add(test(folder, file, Vectors::skipUnread)));
        }
        return tests.stream();
    }

    private DynamicTest test(Path folder, Path file, Unread unread) {
        String name = folder.relativize(file).toString();
        return dynamicTest(
                name,
                file.toUri(),
                () -> {
                    if (!VectorFile.claimsToBeJson(name, file)) {
                        unread.report(name + " is not JSON; no test reads its format");
                        return;
                    }
                    VectorFile read = VectorFile.read(name, file);
                    Optional<VectorFormat> format = VectorFormat.of(read.document());
                    Optional<Reader> reader = format.map(readers::get);
                    if (reader.isPresent()) {
                        check(name, reader.get().cases(read));
                    } else {
                        String described = format.map(Enum::name).orElse("an unknown format");
                        unread.report(name + " holds " + described + ", not read by this test");
                    }
                });
    }

    private static void check(String name, Stream<DynamicTest> cases) {
        List<Executable> named = cases.map(Vectors::named).toList();
        assertTrue(!named.isEmpty(), name + " holds no case");
        assertAll(name, named);
    }

    /** A failure tells which case of the file it was. */
    private static Executable named(DynamicTest test) {
        return () -> assertAll(test.getDisplayName(), test.getExecutable());
    }

    private static List<Path> filesUnder(Path folder) {
        try (Stream<Path> files = Files.walk(folder, MAX_FOLDER_DEPTH)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("vectors folder " + folder, e);
        }
    }

    private static void failUnread(String reason) {
        throw new AssertionError(reason);
    }

    private static void skipUnread(String reason) {
        abort(reason);
    }

    /** What becomes of a file without a reader. */
    private interface Unread {
        void report(String reason);
    }
}

package io.mos.core.testkit;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Replays a fuzz target's committed seeds, and whatever a fuzzing run has added beside them, in the
 * plain build, where the fuzzer itself does not run.
 */
public final class Corpus {
    private Corpus() {}

    /**
     * One test per seed, by the file's name. Seeds lie where Jazzer looks for them, in {@code
     * <Target>Inputs/<method>/} beside the target's class.
     *
     * @throws AssertionError when there is none
     */
    public static Stream<DynamicTest> replay(
            Class<?> target, String method, Consumer<byte[]> check) {
        String folder = "%sInputs/%s".formatted(target.getSimpleName(), method);
        List<Path> seeds = filesIn(target, folder);
        if (seeds.isEmpty()) {
            throw new AssertionError("no seeds in " + folder);
        }
        return seeds.stream()
                .map(seed ->
                        dynamicTest(
                                seed.getFileName().toString(),
                                () -> check.accept(Files.readAllBytes(seed))));
    }

    private static List<Path> filesIn(Class<?> target, String folder) {
        Path classes =
                TestClasses.folderOf(target).resolve(target.getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.list(classes.resolve(folder))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("seeds of " + target.getSimpleName(), e);
        }
    }
}

package io.mos.drivers.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.drivers.skeleton.Skeleton;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What a contributor begins with is green at once. */
@Tag("conformance")
class SkeletonTest {

    @TempDir private Path folder;

    @TestFactory
    Stream<DynamicTest> isGreenAtOnce() throws Exception {
        Path project = folder.resolve("project");
        Skeleton.write(project, "my-board");
        CompiledProject compiled = CompiledProject.compile(project, folder.resolve("target"));
        DriverConformance kit =
                compiled.conformance("org.example.myboarddriver.MyBoardConformanceTest");
        return Stream.of(kit.bringsUp(), kit.findsGoldenNonces(), kit.isSafeWithBrokenSensors())
                .flatMap(each -> each);
    }

    /** A board may be called what no Java package can be. */
    @Test
    void compilesUnderAnyName() throws Exception {
        Path project = folder.resolve("project");
        Skeleton.write(project, "int");
        try (CompiledProject compiled =
                CompiledProject.compile(project, folder.resolve("target"))) {
            assertEquals(
                    "int",
                    compiled.conformance("org.example.intdriver.IntConformanceTest")
                            .driver()
                            .info()
                            .name());
        }
    }

    @Test
    void writesAllThatItSays() throws IOException {
        Path project = folder.resolve("below/project");
        List<Path> files = Skeleton.write(project, "my-board");
        assertEquals(6, files.size());
        for (Path file : files) {
            String text = Files.readString(project.resolve(file));
            assertTrue(
                    text.indexOf('@') < 0 || !text.matches("(?s).*@[a-z]+@.*"), file + ":" + text);
        }
        assertTrue(Files.readString(project.resolve("README.md")).contains("my-board-driver.jar"));
    }

    @Test
    void leavesAFolderThatIsNotEmptyAlone() throws IOException {
        Files.writeString(folder.resolve("mine"), "mine");
        assertThrows(FileAlreadyExistsException.class, () -> Skeleton.write(folder, "my-board"));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("mine")), files.toList());
        }
    }

    @Test
    void refusesNamesThatNoBoardCanHave() {
        assertEquals(Optional.empty(), Skeleton.objection("int"));
        for (String name : List.of("", "My", "a--b", "-a", "9a", "a b", "a".repeat(31))) {
            assertTrue(Skeleton.objection(name).isPresent(), name);
        }
        assertEquals(
                Optional.of("\"bitaxe-gamma\" is a board that mos ships"),
                Skeleton.objection("bitaxe-gamma"));
        assertThrows(
                IllegalArgumentException.class,
                () -> Skeleton.write(folder.resolve("new"), "bitaxe-gamma"));
    }
}

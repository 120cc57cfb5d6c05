package io.mos.drivers.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.drivers.child.DriverFolder.Jar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QuarantineTest {
    @TempDir private Path state = Path.of("");

    @Test
    void isKeptByContentAndSurvivesTheProcess() throws IOException {
        Jar jar = new Jar("a.jar", Path.of("a.jar"), "11");
        Quarantine.read(state).add(jar, Instant.EPOCH, "it exits");
        Quarantine again = Quarantine.read(state);
        assertEquals("it exits", again.of(jar).orElseThrow().why());
        assertTrue(again.of(new Jar("a.jar", Path.of("a.jar"), "22")).isEmpty());
        assertTrue(again.of(new Jar("b.jar", Path.of("b.jar"), "11")).isEmpty());
    }

    @Test
    void isForgottenWithTheFile() throws IOException {
        Jar jar = new Jar("a.jar", Path.of("a.jar"), "11");
        Quarantine quarantine = Quarantine.read(state);
        quarantine.add(jar, Instant.EPOCH, "it exits");
        quarantine.keepOnly(List.of());
        assertTrue(Quarantine.read(state).of(jar).isEmpty());
    }

    @Test
    void damagedListIsBegunAnew() throws IOException {
        Files.writeString(state.resolve(Quarantine.FILE), "[{");
        Jar jar = new Jar("a.jar", Path.of("a.jar"), "11");
        Quarantine quarantine = Quarantine.read(state);
        assertTrue(quarantine.of(jar).isEmpty());
        quarantine.add(jar, Instant.EPOCH, "it exits");
        assertTrue(Quarantine.read(state).of(jar).isPresent());
    }

    @Test
    void folderTellsJarsByTheirContent() throws IOException {
        DriverFolder folder = new DriverFolder(state);
        Path file = Files.write(state.resolve("a.jar"), new byte[] {1});
        String before = folder.look().getFirst().sha256();
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        assertEquals(before, folder.look().getFirst().sha256(), "a touch is no change");
        Files.write(file, new byte[] {2, 2});
        assertNotEquals(before, folder.look().getFirst().sha256());
        Files.delete(file);
        assertEquals(List.of(), folder.look());
        assertEquals(List.of(), new DriverFolder(state.resolve("none")).look());
    }
}

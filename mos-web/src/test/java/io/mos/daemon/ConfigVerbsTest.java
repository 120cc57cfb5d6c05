package io.mos.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.cli.ExitCode;
import io.mos.cli.Verbs.ConfigRequest;
import io.mos.cli.Verbs.InitRequest;
import io.mos.cli.Verbs.Role;
import io.mos.cli.Verbs.RunRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigVerbsTest {

    @TempDir Path folder = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path file = Path.of("");

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("new/mos.toml");
    }

    @Test
    void writesAFileThatItAccepts() {
        assertEquals(ExitCode.OK, init(Optional.empty(), Optional.empty()));
        assertEquals(ExitCode.OK, check(Role.CONTROLLER));
        assertEquals(file + " is good", text(out).lines().toList().getLast());
    }

    /** What it calls good, {@code mos run} must take. */
    @Test
    void isNotGoodWithoutAPool() {
        assertEquals(ExitCode.OK, init(Optional.empty(), Optional.empty()));
        for (Role role : List.of(Role.ALL, Role.AGENT)) {
            err.reset();
            assertEquals(78, check(role));
            assertEquals(
                    List.of(file + ": no [[pools]]: nothing to hash for", "1 problem"),
                    text(err).lines().toList());
        }
    }

    @Test
    void writesThePoolItWasTold() throws IOException {
        assertEquals(ExitCode.OK, init(Optional.of("stratum+tcp://h:1"), Optional.of("me.rig")));
        assertEquals(ExitCode.OK, check());
        assertEquals(
                List.of(
                        file + " is good",
                        "pool 1 stratum+tcp://h:1: credited to the account me.rig"),
                text(out).lines().skip(1).toList());
        assertTrue(Files.readString(file).contains("\nurl = \"stratum+tcp://h:1\"\n"));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void refusesToWriteAFileThatWouldNotBeGood() {
        assertEquals(78, init(Optional.of("stratum+tcp://h:1"), Optional.empty()));
        assertTrue(text(err).contains("needs a user"), text(err));
        assertTrue(Files.notExists(file));
    }

    @Test
    void leavesAnExistingFileAlone() throws IOException {
        Files.createDirectories(folder.resolve("new"));
        Files.writeString(file, "mine");
        assertEquals(ExitCode.FAILED, init(Optional.empty(), Optional.empty()));
        assertEquals("mine", Files.readString(file));
        assertTrue(text(err).contains("already there"), text(err));
    }

    @Test
    void listsEveryProblemAndExitsWith78() throws IOException {
        Files.createDirectories(folder.resolve("new"));
        Files.writeString(file, "[log]\nlevl = 1\n[[pools]]\nuser = 3\n");
        assertEquals(78, check());
        List<String> lines = text(err).lines().toList();
        assertEquals("3 problems", lines.getLast());
        assertEquals(
                Set.of(
                        file + ":2: unknown key \"levl\" in [log]; did you mean \"level\"?",
                        file + ":3: \"url\" is missing",
                        file + ":4: \"user\" must be text in quotes, not a whole number"),
                Set.copyOf(lines.subList(0, lines.size() - 1)));
    }

    @Test
    void tellsWhoIsPaidAndWhatLooksLikeAMistake() throws IOException {
        Files.createDirectories(folder.resolve("new"));
        Files.writeString(
                file,
                """
                [[pools]]
                url = "solo+http://alice:canary@127.0.0.1:18443"
                payout = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
                [[pools]]
                url = "stratum+tcp://h:1"
                user = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa.rig"
                [[pools]]
                url = "stratum+tcp://h:2"
                user = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb"
                [[pools]]
                url = "stratum+tcp://h:2"
                user = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb"
                """);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(ExitCode.OK, check());
        String mistyped =
                "  note: 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb would be an address, but its checksum"
                        + " is wrong";
        assertEquals(
                List.of(
                        file + " is good",
                        "pool 1 solo+http://127.0.0.1:18443: blocks pay"
                                + " bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4, a P2WPKH address of"
                                + " mainnet",
                        "  note: port 18443 is usually a node of regtest, which would not pay this"
                                + " address",
                        "pool 2 stratum+tcp://h:1: credited to"
                                + " 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa.rig, a P2PKH address of mainnet",
                        "pool 3 stratum+tcp://h:2: credited to the account"
                                + " 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
                        mistyped,
                        "pool 4 stratum+tcp://h:2: credited to the account"
                                + " 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
                        mistyped,
                        "  note: the same as pool 3",
                        "note: others can read the password in " + file + "; chmod 600 it"),
                text(out).lines().toList());
    }

    @Test
    void looksForTheFileInTheUsualPlaces() throws IOException {
        Path home = folder.resolve("home");
        Path inHome = home.resolve(".config/mos/mos.toml");
        ConfigPlaces places = new ConfigPlaces(Map.of(), home);
        assertEquals(Optional.empty(), places.find(Optional.empty()));
        Files.createDirectories(inHome.getParent());
        Files.writeString(inHome, "");
        assertEquals(Optional.of(inHome), places.find(Optional.empty()));
        assertEquals(Optional.of(file), places.find(Optional.of(file)));
        ConfigPlaces named = new ConfigPlaces(Map.of("MOS_CONFIG", "/named.toml"), home);
        assertEquals(Optional.of(Path.of("/named.toml")), named.find(Optional.empty()));
    }

    private int init(Optional<String> pool, Optional<String> user) {
        return verbs().init(new InitRequest(file, pool, user, Optional.empty()));
    }

    private int check() {
        return check(Role.ALL);
    }

    private int check(Role role) {
        ConfigRequest config = new ConfigRequest(Optional.of(file), List.of());
        return verbs().check(new RunRequest(config, role));
    }

    private ConfigVerbs verbs() {
        return new ConfigVerbs(
                Map.of(),
                new ConfigPlaces(Map.of(), folder),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

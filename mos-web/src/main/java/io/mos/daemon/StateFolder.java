package io.mos.daemon;

import java.nio.file.Path;

/**
 * Where the daemon keeps what must outlive it. The launcher chooses the folder, because it looks
 * there when the daemon has died.
 */
record StateFolder(Path path) {

    /** Set by the launcher. */
    private static final String PROPERTY = "mos.state";

    /** The launcher's choice; without one, a folder of this user among temporary files. */
    static StateFolder ofThisProcess() {
        String chosen = System.getProperty(PROPERTY);
        return new StateFolder(
                chosen == null
                        ? Path.of(
                                System.getProperty("java.io.tmpdir", "/tmp"),
                                "mos-" + System.getProperty("user.name", "user"))
                        : Path.of(chosen));
    }

    /** One file for each board that may have power; the launcher knows this name too. */
    Path poweredBoards() {
        return path.resolve("powered-boards");
    }
}

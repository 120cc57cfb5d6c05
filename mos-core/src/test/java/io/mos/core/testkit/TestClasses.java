package io.mos.core.testkit;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where a module's own test classes and resources lie, whichever directory the build runs in. */
final class TestClasses {
    private TestClasses() {}

    static Path folderOf(Class<?> testClass) {
        try {
            return Path.of(testClass.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("test classes have no folder", e);
        }
    }
}

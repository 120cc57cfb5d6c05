package io.mos.drivers.serial;

import java.io.IOException;
import java.util.Set;

/** The systems whose numbers and layouts {@link LibC} and its users know. */
final class SupportedSystem {

    /** As the JDK names them; Linux gives other processors other request numbers. */
    private static final Set<String> PROCESSORS = Set.of("amd64", "aarch64");

    private SupportedSystem() {}

    /** Before the first use of {@link LibC}, which does not load elsewhere. */
    static void require() throws IOException {
        String system = System.getProperty("os.name", "");
        String processor = System.getProperty("os.arch", "");
        if (!system.equals("Linux") || !PROCESSORS.contains(processor)) {
            throw new IOException(
                    "serial ports need Linux on x86-64 or aarch64, this is "
                            + system
                            + " on "
                            + processor);
        }
    }
}

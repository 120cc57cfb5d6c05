package io.mos.hasher.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class KernelCatalogTest {

    private final KernelCatalog catalog = KernelCatalog.discover();

    @Test
    void namesEveryKernelOnceWhateverThisMachineIs() {
        assertEquals(
                List.of(
                        "digest",
                        "vector-4",
                        "vector-4x4",
                        "vector-8",
                        "vector-8x4",
                        "vector-16",
                        "vector-16x4",
                        "native-shani",
                        "native-shanix4",
                        "native-avx512",
                        "native-avx512x4",
                        "native-armsha2",
                        "native-armsha2x4",
                        "native-neon",
                        "native-neonx4"),
                catalog.entries().stream().map(KernelEntry::id).toList());
    }

    @Test
    void givesEachFamilyByItself() {
        for (KernelEntry.Family family : KernelEntry.Family.values()) {
            assertEquals(
                    catalog.fitting().stream().filter(entry -> entry.family() == family).toList(),
                    catalog.fitting(family));
        }
        assertEquals(List.of(catalog.digest()), catalog.fitting(KernelEntry.Family.DIGEST));
    }

    @Test
    void widthIsWhatTheKernelSays() {
        for (KernelEntry.Usable entry : catalog.usable()) {
            assertEquals(entry.width(), entry.opener().get().width(), entry.id());
            assertEquals(entry.width() == 4, entry.id().endsWith("x4"), entry.id());
        }
        assertTrue(catalog.usable("digest").isPresent());
        assertTrue(catalog.usable("warp-drive").isEmpty());
    }
}

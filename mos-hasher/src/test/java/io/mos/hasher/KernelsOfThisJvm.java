package io.mos.hasher;

import io.mos.core.kernel.Entropy;
import io.mos.hasher.kernel.KernelCatalog;
import io.mos.hasher.kernel.KernelCheck;
import io.mos.hasher.kernel.KernelEntry;
import io.mos.hasher.kernel.KernelVerdict;

/** Run as a JVM of its own: tells what the catalogue and the choice make of that JVM. */
public final class KernelsOfThisJvm {

    private KernelsOfThisJvm() {}

    /** One line per kernel, then the kernel to begin with. */
    public static void main(String[] words) {
        KernelCatalog catalog = KernelCatalog.discover();
        KernelCheck check = KernelCheck.brief(Entropy.system());
        for (KernelEntry entry : catalog.entries()) {
            System.out.println(
                    switch (entry) {
                        case KernelEntry.Usable usable ->
                                usable.id() + " " + usable.fit() + " " + verdict(check, usable);
                        case KernelEntry.Unusable unusable ->
                                unusable.id() + " UNUSABLE " + unusable.reason();
                    });
        }
        KernelChoice choice = new KernelChoice(catalog, HasherConfig.AUTO, Entropy.system());
        System.out.println("first " + choice.first().single().entry().id());
        System.out.println("more " + choice.hasMoreToTry());
    }

    private static String verdict(KernelCheck check, KernelEntry.Usable usable) {
        return switch (check.check(usable.opener().get())) {
            case KernelVerdict.Correct _ -> "CORRECT";
            case KernelVerdict.Wrong wrong -> wrong.difference();
        };
    }
}

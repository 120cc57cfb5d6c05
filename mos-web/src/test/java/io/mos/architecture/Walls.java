package io.mos.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rules about who may see whom below one root package. The root is {@code io.mos} for the
 * product, and a planted tree for the proof that each rule can fail.
 */
final class Walls {

    /** What each package of mos-core may see beside itself, the JDK and the libraries of core. */
    private static final Map<String, List<String>> CORE_ARROWS =
            Map.ofEntries(
                    Map.entry("chain", List.of()),
                    Map.entry("kernel", List.of()),
                    Map.entry("command", List.of()),
                    Map.entry("telemetry", List.of("chain")),
                    Map.entry("work", List.of("chain", "kernel")),
                    Map.entry("device", List.of("work", "telemetry", "command", "kernel")),
                    Map.entry("guard", List.of("device", "telemetry", "kernel")),
                    Map.entry("link", List.of("telemetry", "command", "kernel")),
                    Map.entry("fleet", List.of("telemetry", "command", "link", "kernel")),
                    Map.entry(
                            "agent",
                            List.of(
                                    "chain",
                                    "work",
                                    "telemetry",
                                    "command",
                                    "device",
                                    "link",
                                    "kernel")));

    private static final List<String> CORE_LIBRARIES =
            List.of("java..", "org.slf4j..", "org.jspecify..", "io.micrometer.core..");

    /** What the packages below a sibling may see, where the sibling's own wall is too wide. */
    private static final Map<String, List<String>> DRIVER_ARROWS =
            Map.of(
                    "drivers.bm13xx.frame",
                    List.of("drivers.bm13xx.frame", "core.chain"),
                    "drivers.bm13xx.family",
                    List.of("drivers.bm13xx.family", "drivers.bm13xx.frame"),
                    "drivers.bm13xx",
                    List.of(
                            "drivers.bm13xx",
                            "core.chain",
                            "core.work",
                            "core.device",
                            "core.telemetry",
                            "core.command",
                            "core.kernel"),
                    "drivers.peripheral",
                    List.of("drivers.peripheral", "core.device", "core.telemetry", "core.kernel"),
                    "drivers.control",
                    List.of(
                            "drivers.control",
                            "drivers.peripheral",
                            "drivers.serial",
                            "core.chain",
                            "core.kernel"),
                    "drivers.board",
                    List.of(
                            "drivers.board",
                            "drivers.bm13xx",
                            "drivers.control",
                            "drivers.peripheral",
                            "drivers.serial",
                            "core"),
                    "drivers.host",
                    List.of("drivers.host", "drivers.board", "drivers.serial", "core"),
                    "drivers.child",
                    List.of("drivers.child", "core"),
                    "drivers.skeleton",
                    List.of("drivers.skeleton", "drivers.board"),
                    "drivers.sim",
                    List.of(
                            "drivers.sim",
                            "drivers.bm13xx.frame",
                            "drivers.bm13xx.family",
                            "drivers.board",
                            "drivers.control",
                            "drivers.peripheral",
                            "drivers.serial",
                            "core"));

    private static final List<String> SIBLINGS = List.of("hasher", "stratum", "p2p", "drivers");

    private static final Pattern JSSC_BYTES = Pattern.compile("(read|write|addEvent).*");

    private final String root;

    Walls(String root) {
        this.root = root;
    }

    /** All rules by a short name. */
    Map<String, ArchRule> rules() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        CORE_ARROWS.forEach(
                (name, allowed) -> rules.put("core." + name, corePackage(name, allowed)));
        SIBLINGS.forEach(name -> rules.put(name, module(name, List.of(name, "core"))));
        DRIVER_ARROWS.forEach((name, allowed) -> rules.put(name, module(name, allowed)));
        rules.put("core", module("core", List.of("core")));
        rules.put("core libraries", coreLibraries());
        rules.put("cli", module("cli", List.of("cli")));
        rules.put("web", module("web", List.of("web", "core")));
        rules.put("store", module("store", List.of("store", "core")));
        rules.put("notify", module("notify", List.of("notify", "core")));
        rules.put("daemon", nothingSeesTheDaemon());
        rules.put("overlay", overlayIsUsableAlone());
        rules.put("serial", module("drivers.serial", List.of("drivers.serial", "core.kernel")));
        rules.put("jssc", jsscStaysBehindItsPort());
        rules.put("jssc's reads, writes and listener", jsscMovesNoBytes());
        rules.put("cycles", noCycles());
        return rules;
    }

    /** The packages of core that have a rule. */
    static List<String> corePackages() {
        return List.copyOf(CORE_ARROWS.keySet());
    }

    private ArchRule corePackage(String name, List<String> allowed) {
        List<String> visible = new ArrayList<>();
        visible.add(root + ".core." + name + "..");
        allowed.forEach(each -> visible.add(root + ".core." + each + ".."));
        return onlySees("core." + name, visible);
    }

    private ArchRule module(String name, List<String> allowed) {
        return onlySees(name, allowed.stream().map(each -> root + "." + each + "..").toList());
    }

    private ArchRule onlySees(String name, List<String> visible) {
        return classes()
                .that()
                .resideInAPackage(root + "." + name + "..")
                .should()
                .onlyDependOnClassesThat(
                        resideOutsideOfPackages(root + "..")
                                .or(resideInAnyPackage(visible.toArray(String[]::new))))
                .allowEmptyShould(true);
    }

    private ArchRule coreLibraries() {
        String[] visible =
                Stream.concat(Stream.of(root + ".."), CORE_LIBRARIES.stream())
                        .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(root + ".core..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(visible));
    }

    private ArchRule nothingSeesTheDaemon() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".daemon..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + ".daemon..");
    }

    /** mos-p2p is also a library of its own: only its node package knows the fleet. */
    private ArchRule overlayIsUsableAlone() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".p2p..")
                .and()
                .resideOutsideOfPackage(root + ".p2p.node..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(root + ".core..")
                                .and(resideOutsideOfPackages(root + ".core.kernel..")))
                .allowEmptyShould(true);
    }

    private ArchRule jsscStaysBehindItsPort() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".drivers.serial..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jssc..");
    }

    /** docs/adr/0010: its reads never end when a device vanishes, its listener never rests. */
    private ArchRule jsscMovesNoBytes() {
        return noClasses()
                .should()
                .callMethodWhere(
                        DescribedPredicate.describe(
                                "jSSC moves bytes or listens",
                                call ->
                                        call.getTargetOwner().getName().equals("jssc.SerialPort")
                                                && JSSC_BYTES.matcher(call.getName()).matches()));
    }

    private ArchRule noCycles() {
        return slices().matching(root + ".(**)").should().beFreeOfCycles();
    }
}

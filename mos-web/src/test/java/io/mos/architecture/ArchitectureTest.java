package io.mos.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the product to its walls, and the walls to a tree that breaks each of them. */
final class ArchitectureTest {

    private static final String PRODUCT = "io.mos";
    private static final String PLANTED = "io.mos.architecture.planted";

    private static final JavaClasses PRODUCT_CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .importPackages(PRODUCT);

    private static final JavaClasses PLANTED_CLASSES =
            new ClassFileImporter().importPackages(PLANTED);

    @TestFactory
    List<DynamicTest> theProductKeepsTheRules() {
        return tests(PRODUCT, (name, rule) -> rule.check(PRODUCT_CLASSES));
    }

    @TestFactory
    List<DynamicTest> eachRuleSeesItsPlantedBreach() {
        return tests(
                PLANTED,
                (name, rule) ->
                        assertTrue(
                                rule.evaluate(PLANTED_CLASSES).hasViolation(),
                                "nothing planted is seen by: " + name));
    }

    @Test
    void seesEveryModule() {
        Set<String> seen =
                PRODUCT_CLASSES.stream()
                        .map(each -> each.getPackageName().split("\\.", -1))
                        .filter(words -> words.length > 2)
                        .map(words -> words[2])
                        .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(
                seen.containsAll(Set.of("core", "drivers", "hasher", "stratum", "cli", "daemon")),
                "" + seen);
    }

    @Test
    void everyPackageOfCoreHasItsArrows() {
        Set<String> packages =
                PRODUCT_CLASSES.stream()
                        .map(each -> each.getPackageName())
                        .filter(name -> name.startsWith("io.mos.core."))
                        .map(name -> name.split("\\.", -1)[3])
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(packages, new TreeSet<>(Walls.corePackages()));
    }

    private interface Check {
        void run(String name, ArchRule rule);
    }

    private static List<DynamicTest> tests(String root, Check check) {
        Map<String, ArchRule> rules = new LinkedHashMap<>(new Walls(root).rules());
        rules.putAll(new Manners(root).rules());
        List<DynamicTest> tests = new ArrayList<>();
        rules.forEach((name, rule) ->
                tests.add(DynamicTest.dynamicTest(name, () -> check.run(name, rule))));
        return tests;
    }
}

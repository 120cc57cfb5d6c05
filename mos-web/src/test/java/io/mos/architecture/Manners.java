package io.mos.architecture;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/** Rules about what code does and how it is called, wherever it lives below one root package. */
final class Manners {

    /** {@code Type.method} of every way around {@code TimeSource} and {@code Entropy}. */
    private static final Set<String> CLOCKS_AND_DICE =
            Set.of(
                    "java.lang.System.currentTimeMillis",
                    "java.lang.System.nanoTime",
                    "java.lang.Thread.sleep",
                    "java.lang.Math.random",
                    "java.time.Instant.now",
                    "java.time.LocalDate.now",
                    "java.time.LocalDateTime.now",
                    "java.time.ZonedDateTime.now",
                    "java.time.OffsetDateTime.now",
                    "java.time.Clock.systemUTC",
                    "java.time.Clock.systemDefaultZone",
                    "java.util.UUID.randomUUID",
                    "java.util.concurrent.ThreadLocalRandom.current",
                    "java.util.Random.<init>",
                    "java.util.SplittableRandom.<init>",
                    "java.security.SecureRandom.<init>");

    /** Pools and state that belong to nobody. */
    private static final Set<String> OWNERLESS =
            Set.of(
                    "java.util.Collection.parallelStream",
                    "java.util.List.parallelStream",
                    "java.util.stream.BaseStream.parallel",
                    "java.util.concurrent.ForkJoinPool.commonPool",
                    "java.lang.ThreadLocal.<init>",
                    "java.lang.ThreadLocal.withInitial");

    private static final Pattern EMPTY_NAME =
            Pattern.compile("Abstract.*|.*(Manager|Helper|Util|Utils|Impl|Base)");

    private static final Pattern EMPTY_PACKAGE =
            Pattern.compile(".*\\.(common|misc|utils?)(\\..*)?");

    private final String root;

    Manners(String root) {
        this.root = root;
    }

    /** All rules by a short name. */
    Map<String, ArchRule> rules() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("time and randomness", noClocksOrDice());
        rules.put("no ownerless threads", noneCall(OWNERLESS, "use what no thread owns"));
        rules.put("null-marked", everyPackageIsNullMarked());
        rules.put("names", namesSaySomething());
        return rules;
    }

    private ArchRule noClocksOrDice() {
        return noClasses()
                .that(are(root + ".core.kernel.SystemTime", root + ".core.kernel.Entropy").negate())
                .should()
                .callCodeUnitWhere(calls(CLOCKS_AND_DICE));
    }

    private static ArchRule noneCall(Set<String> methods, String what) {
        return noClasses().should().callCodeUnitWhere(calls(methods)).as("no class may " + what);
    }

    private static DescribedPredicate<JavaClass> are(String... names) {
        Set<String> all = Set.of(names);
        return DescribedPredicate.describe(
                "the system's clock and generator",
                each -> all.contains(each.getName().replaceAll("\\$.*", "")));
    }

    private static DescribedPredicate<JavaCall<?>> calls(Set<String> methods) {
        return DescribedPredicate.describe(
                "a forbidden method",
                call -> {
                    AccessTarget.CodeUnitCallTarget target = call.getTarget();
                    return methods.contains(target.getOwner().getName() + "." + target.getName());
                });
    }

    private static ArchRule everyPackageIsNullMarked() {
        return ArchRuleDefinition.classes()
                .should(
                        new ArchCondition<>("reside in a package that is @NullMarked") {
                            @Override
                            public void check(JavaClass each, ConditionEvents events) {
                                JavaPackage home = each.getPackage();
                                if (!home.isAnnotatedWith(NullMarked.class)) {
                                    events.add(violated(each, home.getName() + " is not marked"));
                                }
                            }
                        });
    }

    private static ArchRule namesSaySomething() {
        return ArchRuleDefinition.classes()
                .should(
                        new ArchCondition<>("have names that say something") {
                            @Override
                            public void check(JavaClass each, ConditionEvents events) {
                                if (EMPTY_NAME.matcher(each.getSimpleName()).matches()
                                        || EMPTY_PACKAGE.matcher(each.getPackageName()).matches()) {
                                    events.add(violated(each, each.getName() + " says nothing"));
                                }
                            }
                        });
    }
}

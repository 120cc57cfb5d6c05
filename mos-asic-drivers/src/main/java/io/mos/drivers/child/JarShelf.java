package io.mos.drivers.child;

import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.FleetEvent;
import io.mos.drivers.child.DriverFolder.Jar;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jars there are, which of them may run, and what is to be said of the others. Owner: the loop
 * of {@link DriverHostProcess}.
 */
final class JarShelf {

    /** A jar suspected twice within this time is taken for guilty. */
    private static final Duration MEMORY = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(JarShelf.class);

    private final ChildContext context;
    private final DriverFolder folder;
    private final Quarantine quarantine;
    private final List<Jar> numbered = new ArrayList<>();
    private final Map<String, Long> suspectedNanos = new HashMap<>();
    private final Map<String, Set<String>> complaints = new TreeMap<>();
    private List<Jar> all = List.of();

    JarShelf(ChildContext context, ChildSettings settings) throws IOException {
        this.context = context;
        Files.createDirectories(settings.state());
        folder = new DriverFolder(settings.drivers());
        quarantine = Quarantine.read(settings.state());
    }

    /** Looks at the folder; whether something in it is other than before. */
    boolean look() {
        try {
            List<Jar> now = folder.look();
            if (now.equals(all)) {
                return false;
            }
            all = now;
            quarantine.keepOnly(now);
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("the folder of the drivers cannot be read");
            return false;
        }
        complaints.clear();
        for (Jar jar : all) {
            quarantine
                    .of(jar)
                    .ifPresent(entry ->
                            complain(
                                    jar,
                                    "is quarantined since %s: %s"
                                            .formatted(entry.since(), entry.why())));
        }
        return true;
    }

    /** Those that may run. */
    List<Jar> usable() {
        return all.stream().filter(jar -> quarantine.of(jar).isEmpty()).toList();
    }

    /** A number for the protocol, good for ever. */
    int numberOf(Jar jar) {
        int known = numbered.indexOf(jar);
        if (known >= 0) {
            return known;
        }
        numbered.add(jar);
        return numbered.size() - 1;
    }

    /** The name of a jar's file. */
    String nameOf(int number) {
        return isNumber(number) ? numbered.get(number).name() : "jar " + number;
    }

    void complain(int number, String what) {
        if (isNumber(number)) {
            complain(numbered.get(number), what);
        }
    }

    /** What a person should know, jar by jar. */
    List<String> complaints() {
        List<String> texts = new ArrayList<>();
        complaints.forEach((jar, whats) -> texts.add(jar + " " + String.join("; ", whats)));
        return texts;
    }

    /** Why this jar may not run, when it may not. */
    Optional<String> barred(String name) {
        return all.stream()
                .filter(jar -> jar.name().equals(name))
                .findFirst()
                .flatMap(quarantine::of)
                .map(entry -> "%s is quarantined: %s".formatted(name, entry.why()));
    }

    /** Draws the consequences; a sentence for the log. */
    String judge(Blame blame) {
        return switch (blame) {
            case Blame.Guilty(int number, String what) -> {
                keepOut(number, what);
                yield nameOf(number) + ": " + what;
            }
            case Blame.Suspects(Set<Integer> jars, String what) -> {
                jars.forEach(number -> suspect(number, what));
                yield what + "; suspected: " + jars.stream().map(this::nameOf).toList();
            }
            case Blame.Nobody(String what) -> what;
        };
    }

    private void suspect(int number, String what) {
        long now = context.time().nanos();
        Long before = suspectedNanos.put(nameOf(number), now);
        if (before != null && now - before < MEMORY.toNanos()) {
            keepOut(number, what + ", as it did before");
        }
    }

    private void keepOut(int number, String what) {
        if (!isNumber(number)) {
            return;
        }
        Jar jar = numbered.get(number);
        complain(jar, "is quarantined: " + what);
        try {
            quarantine.add(jar, context.time().now(), what);
        } catch (IOException e) {
            LOG.atError().setCause(e).log("quarantine holds until the daemon's next start only");
        }
        context.events()
                .publish(
                        new FleetEvent.DriverQuarantined(
                                context.time().now(),
                                jar.name(),
                                new Fault("driver-quarantined", jar.name() + ": " + what)));
    }

    private void complain(Jar jar, String what) {
        complaints.computeIfAbsent(jar.name(), _ -> new LinkedHashSet<>()).add(what);
    }

    private boolean isNumber(int number) {
        return number >= 0 && number < numbered.size();
    }
}

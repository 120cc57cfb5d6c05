package io.mos.drivers.child;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which jar brought the drivers' process down, as far as it can be told. */
sealed interface Blame {

    /** This one, for certain enough to keep it out. */
    record Guilty(int jar, String what) implements Blame {}

    /** One of these; the one that is suspected again is taken for guilty. */
    record Suspects(Set<Integer> jars, String what) implements Blame {
        public Suspects {
            jars = Set.copyOf(jars);
        }
    }

    /** None that could be named. */
    record Nobody(String what) implements Blame {}

    /** A jar whose threads took so much of the heap within seconds filled it. */
    double LARGE_PART_OF_HEAP = 0.25;

    /** And so much of all that was taken. */
    double LARGE_PART_OF_ALL = 2.0 / 3;

    /** A process that a signal ended has this code or more. */
    int BY_SIGNAL = 128;

    /** Hang-up, interrupt and termination: somebody stops everything. */
    Set<Integer> STOPPED = Set.of(BY_SIGNAL + 1, BY_SIGNAL + 2, BY_SIGNAL + 15);

    static Blame of(Evidence evidence) {
        if (evidence.exiting().isPresent()) {
            var exiting = evidence.exiting().get();
            return new Guilty(exiting.jar(), exiting.how());
        }
        if (evidence.stuck().isPresent()) {
            var lane = evidence.stuck().get();
            return new Guilty(
                    lane.jar(),
                    "it did not return from %s on the thread %s"
                            .formatted(lane.doing(), lane.name()));
        }
        if (STOPPED.contains(evidence.exitCode())) {
            return new Nobody("the process was stopped from outside");
        }
        String end = "the process ended with code %d".formatted(evidence.exitCode());
        return evidence.isOutOfMemory() ? ofMemory(evidence) : ofEnd(evidence, end);
    }

    private static Blame ofMemory(Evidence evidence) {
        String what = "the process ran out of memory";
        Optional<Map.Entry<Integer, Long>> most =
                evidence.allocatedBytes().entrySet().stream()
                        .max(Comparator.comparingLong(Map.Entry::getValue));
        long all = evidence.allocatedBytes().values().stream().mapToLong(Long::longValue).sum();
        boolean isClear =
                most.isPresent()
                        && most.get().getValue() >= LARGE_PART_OF_HEAP * evidence.heapMaxBytes()
                        && most.get().getValue() >= LARGE_PART_OF_ALL * all;
        if (isClear) {
            long megabytes = most.get().getValue() >> 20;
            return new Guilty(
                    most.get().getKey(),
                    "%s, of which its threads took %d MiB within seconds"
                            .formatted(what, megabytes));
        }
        Set<Integer> suspects = new HashSet<>(evidence.inside());
        suspects.addAll(evidence.stray());
        most.filter(each -> each.getValue() > 0).ifPresent(each -> suspects.add(each.getKey()));
        return among(suspects, what);
    }

    private static Blame ofEnd(Evidence evidence, String end) {
        if (!evidence.inside().isEmpty()) {
            return among(evidence.inside(), end + " while its code was run");
        }
        return evidence.stray().isEmpty()
                ? new Nobody(end)
                : among(evidence.stray(), end + " while a thread it had started was there");
    }

    private static Blame among(Set<Integer> jars, String what) {
        return switch (jars.size()) {
            case 0 -> new Nobody(what);
            case 1 -> new Guilty(jars.iterator().next(), what);
            default -> new Suspects(jars, what);
        };
    }
}

package io.mos.architecture.planted.daemon;

import java.util.List;

/** Asks the clock and nobody's threads. */
final class RestlessThing {

    private RestlessThing() {}

    static long age(long since) {
        return System.nanoTime() - since;
    }

    static int sum(List<Integer> numbers) {
        return numbers.parallelStream().mapToInt(Integer::intValue).sum();
    }
}

package io.mos.stratum.server;

import io.mos.core.chain.Difficulty;
import io.mos.core.chain.MalformedChainDataException;
import java.util.Optional;

/**
 * What a miner's password asks for. People have nowhere else to say it: {@code d=} or {@code diff=}
 * names a difficulty to start at, {@code fd=} one to stay at. Other parts of the password, and
 * nonsense, mean nothing here.
 */
record PasswordWishes(Optional<Difficulty> start, Optional<Difficulty> fixed) {

    private static final String SEPARATORS = "[,;\\s]+";

    /** Of a password such as {@code x,d=512}; the last word of each kind counts. */
    static PasswordWishes parse(String password) {
        Optional<Difficulty> start = Optional.empty();
        Optional<Difficulty> fixed = Optional.empty();
        for (String part : password.split(SEPARATORS, -1)) {
            String[] pair = part.split("=", 2);
            if (pair.length < 2) {
                continue;
            }
            switch (pair[0]) {
                case "d", "diff" -> start = difficulty(pair[1]);
                case "fd" -> fixed = difficulty(pair[1]);
                default -> {}
            }
        }
        return new PasswordWishes(start, fixed);
    }

    private static Optional<Difficulty> difficulty(String text) {
        try {
            return Optional.of(Difficulty.parse(text));
        } catch (MalformedChainDataException e) {
            return Optional.empty();
        }
    }
}

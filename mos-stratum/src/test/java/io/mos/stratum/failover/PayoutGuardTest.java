package io.mos.stratum.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.mos.stratum.failover.PayoutGuard.Decision;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on the payout: each must be refused, and honest moves allowed. */
class PayoutGuardTest {

    private static final PoolConfig MAIN =
            PoolConfig.pool("stratum+tcp://eu.pool-example.com:3333", "mine.w1");
    private static final PoolConfig OTHER =
            PoolConfig.pool("stratum+tcp://stratum.other-example.org:3334", "mine2");
    private static final PayoutGuard GUARD = new PayoutGuard(List.of(MAIN, OTHER));

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, 0, eu.pool-example.com, 3333",
                "-, 4444, eu.pool-example.com, 4444",
                "us.pool-example.com, 25, us.pool-example.com, 25",
                "US.Pool-Example.COM., 0, us.pool-example.com, 3333",
                "eu.pool-example.com, 3333, eu.pool-example.com, 3333",
            })
    void followsOrdersWithinThePoolsDomain(String host, int port, String toHost, int toPort) {
        assertEquals(
                Optional.of(new Destination(toHost, toPort)),
                GUARD.redirect(MAIN.parsedUrl(), Optional.ofNullable(host), port));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "evil.example.net",
                "pool-example.com",
                "eu.pool-example.com.evil.net",
                "evil-pool-example.com",
                "eu.evil-pool-example.com",
                "a.b.pool-example.com",
                "stratum.other-example.org",
                "com",
                "localhost",
                "10.0.0.1",
                "2001:db8::1",
                "[2001:db8::1]",
                "user@us.pool-example.com",
                "us.pool-example.com:3333",
                "us.pool-example.com/x",
                "us.pool-example.com..",
                ".pool-example.com",
                "us\\u0000.pool-example.com",
                "us.p\u043eol-example.com",
                "us pool-example.com",
            })
    void ignoresOrdersToAnywhereElse(String host) {
        assertEquals(Optional.empty(), GUARD.redirect(MAIN.parsedUrl(), Optional.of(host), 3333));
    }

    @ParameterizedTest
    @CsvSource({
        "mypool.duckdns.org, evil.duckdns.org",
        "mypool.co.uk, evil.co.uk",
        "mypool.com, evil.com",
        "ec2-1.us-west-2.compute.amazonaws.com, ec2-2.us-west-2.compute.amazonaws.com",
        "10.0.0.1, 9.0.0.1",
        "localhost, evil",
    })
    void ignoresOrdersToOtherOwnersUnderTheSameSuffix(String configured, String host) {
        PoolConfig pool = PoolConfig.pool("stratum+tcp://" + configured + ":1", "me");
        assertEquals(
                Optional.empty(),
                new PayoutGuard(List.of(pool)).redirect(pool.parsedUrl(), Optional.of(host), 1));
    }

    @Test
    void measuresAgainstTheConfiguredHostHoweverOftenThePoolMoves() {
        PoolConfig pool = PoolConfig.pool("stratum+tcp://a.b.pool-example.com:1", "me");
        PayoutGuard guard = new PayoutGuard(List.of(pool));
        assertEquals(
                Optional.empty(),
                guard.redirect(pool.parsedUrl(), Optional.of("evil.pool-example.com"), 1));
    }

    @Test
    void refusesConnectionsThatAreNotConfigured() {
        PoolUrl foreign = PoolUrl.parse("stratum+tcp://evil.example.net:3333");
        assertInstanceOf(
                Decision.Refused.class,
                GUARD.connect(foreign, new Destination("evil.example.net", 3333)));
        assertInstanceOf(
                Decision.Refused.class,
                GUARD.connect(MAIN.parsedUrl(), new Destination("evil.example.net", 3333)));
        assertInstanceOf(
                Decision.Refused.class,
                GUARD.connect(
                        PoolUrl.parse("stratum+ssl://eu.pool-example.com:3333"),
                        new Destination("eu.pool-example.com", 3333)));
        assertInstanceOf(
                Decision.Allowed.class,
                GUARD.connect(MAIN.parsedUrl(), new Destination("eu.pool-example.com", 3333)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"thief", "mine.w2", "mine", "MINE.W1", "mine2", "mine.w1 ", ""})
    void refusesEveryAccountButTheConfiguredOne(String account) {
        assertInstanceOf(Decision.Refused.class, GUARD.authorize(MAIN.parsedUrl(), account));
    }

    @Test
    void allowsTheConfiguredAccountsOfOnePoolAndNotThoseOfAnother() {
        PoolConfig second = PoolConfig.pool(MAIN.url(), "mine.w2");
        PayoutGuard guard = new PayoutGuard(List.of(MAIN, second, OTHER));
        assertInstanceOf(Decision.Allowed.class, guard.authorize(MAIN.parsedUrl(), "mine.w1"));
        assertInstanceOf(Decision.Allowed.class, guard.authorize(MAIN.parsedUrl(), "mine.w2"));
        assertInstanceOf(Decision.Refused.class, guard.authorize(OTHER.parsedUrl(), "mine.w1"));
    }
}

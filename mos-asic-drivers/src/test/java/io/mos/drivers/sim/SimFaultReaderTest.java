package io.mos.drivers.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mos.drivers.sim.SimFault.Hang;
import io.mos.drivers.sim.SimFaultReader.Reading;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimFaultReaderTest {

    private static Reading read(String... texts) {
        return SimFaultReader.read(List.of(texts));
    }

    @Test
    void readsEveryFaultWithItsUsualValue() {
        assertEquals(
                new Reading.Read(
                        List.of(
                                new SimFault.CrcNoise(1e-4),
                                new SimFault.Garbage(0.01),
                                new SimFault.LostFrames(0.01),
                                new SimFault.DuplicateFrames(0.01),
                                new SimFault.WrongNonces(0.01),
                                new SimFault.SensorOpen(),
                                new SimFault.SensorShort(),
                                new SimFault.SensorStale(),
                                new SimFault.BusError(),
                                new SimFault.FanStop(),
                                new SimFault.OverTemperature(),
                                new SimFault.Unplug(Duration.ZERO),
                                new Hang(Hang.Part.BOARD))),
                read(
                        "crc-noise",
                        "garbage",
                        "lost-frames",
                        "duplicate-frames",
                        "wrong-nonces",
                        "sensor-open",
                        "sensor-short",
                        "sensor-stale",
                        "bus-error",
                        "fan-stop",
                        "over-temperature",
                        "unplug",
                        "hang"));
    }

    @Test
    void readsValues() {
        assertEquals(
                new Reading.Read(
                        List.of(
                                new SimFault.CrcNoise(0.5),
                                new SimFault.ChipMissing(3),
                                new SimFault.Unplug(Duration.ofMillis(1_500)),
                                new Hang(Hang.Part.CHIPS))),
                read("crc-noise=0.5", "chip-missing=3", "unplug=1500ms", "hang=chips"));
        assertEquals(
                new Reading.Read(List.of(new SimFault.Unplug(Duration.ofMinutes(2)))),
                read("unplug=2m"));
    }

    @Test
    void everyNameItReadsIsTheFaultsOwn() {
        for (String form : SimFaultReader.forms()) {
            String name = form.split("=", 2)[0];
            String text = name.equals("chip-missing") ? "chip-missing=0" : name;
            Reading reading = read(text);
            assertEquals(name, ((Reading.Read) reading).faults().getFirst().name());
        }
    }

    @Test
    void tellsAllProblemsAtOnce() {
        assertEquals(
                new Reading.Refused(
                        List.of(
                                "\"crc-noise=2\" is not a part above 0 and up to 1",
                                "\"garbage=x\" is not a part above 0 and up to 1",
                                "\"fan-stop\" takes no value",
                                "\"chip-missing\" needs a value: a chip's number from 0",
                                "\"unplug=10\" is not a time such as 500ms, 10s or 2m",
                                "\"hang=\" is not chips, control or board",
                                "\"sensor-open\" is given twice")),
                read(
                        "sensor-open",
                        "crc-noise=2",
                        "garbage=x",
                        "fan-stop=1",
                        "chip-missing",
                        "unplug=10",
                        "hang=",
                        "sensor-open"));
    }

    @Test
    void namesTheFaultsThereAre() {
        Reading.Refused refused = (Reading.Refused) read("smoke");
        assertEquals(1, refused.problems().size());
        assertEquals(
                "no fault \"smoke\"; there are crc-noise, garbage, lost-frames, duplicate-frames,"
                        + " wrong-nonces, chip-missing, sensor-open, sensor-short, sensor-stale,"
                        + " bus-error, fan-stop, over-temperature, unplug, hang",
                refused.problems().getFirst());
    }

    @Test
    void nothingIsNoFault() {
        assertEquals(new Reading.Read(List.of()), read());
    }
}

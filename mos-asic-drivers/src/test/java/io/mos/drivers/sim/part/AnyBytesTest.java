package io.mos.drivers.sim.part;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mos.core.testkit.Gen;
import io.mos.drivers.kit.SeededEntropy;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Any bytes and any numbers of the bus. */
class AnyBytesTest {
    private final Plant plant = new Plant(new PlantFacts(525, 1150, 17, 5, 6_000), 25);
    private final Diode diode = new Diode(-1, new SeededEntropy(7));

    /** PMBus 1.3.1 part II §7; BM13XX.md's exponent for VOUT_MODE 97. */
    @Test
    void numbersGoBothWays() {
        for (double value : new double[] {0, 0.5, -12.25, 4.8, 30, 145, 1_000}) {
            double back = PmbusNumber.ofLinear11(PmbusNumber.linear11(value));
            assertEquals(value, back, Math.abs(value) / 500 + 1e-9);
        }
        assertEquals(-0.5, PmbusNumber.ofLinear11(0xffff));
    }

    @Test
    @Tag("property")
    void noBytesHarmAPart() {
        Gen.forAll(
                200,
                gen -> {
                    for (I2cPart part :
                            List.of(
                                    new Tps546(plant),
                                    new Emc2101(plant, diode, 0x12),
                                    new Ds4432u(1.451, 0.0037),
                                    new Ina260(plant),
                                    new Tmp1075(() -> 30),
                                    new Tmp451(plant, diode))) {
                        for (int i = 0; i < 20; i++) {
                            byte[] bytes = gen.bytesUpTo(8);
                            part.write(bytes);
                            int count = gen.intBetween(0, 40);
                            assertEquals(
                                    count,
                                    part.read(count).length,
                                    HexFormat.of().formatHex(bytes));
                        }
                    }
                });
    }
}

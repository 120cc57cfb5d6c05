package io.mos.drivers.bm13xx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.testkit.Gen;
import io.mos.drivers.bm13xx.family.ChipFamilies;
import io.mos.drivers.bm13xx.family.ChipFamily;
import io.mos.drivers.bm13xx.family.Pll;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PllSettingTest {
    private static final Pll BM1370 = pll("BM1370");
    private static final Pll BM1397 = pll("BM1397");

    /** BM13XX.md §5: values of other programs, which pick a faster oscillator than we do. */
    @Test
    void readsAndWritesTheRegister() {
        PllSetting at525 = new PllSetting(210, 2, 5, 1);
        assertEquals(0x50d2_0240, at525.registerValue(BM1370));
        assertEquals(at525, PllSetting.ofRegister(BM1370, 0x50d2_0240));
        assertEquals(525.0, at525.frequencyMhz());
        PllSetting at62 = new PllSetting(210, 2, 7, 6);
        assertEquals(0x50d2_0265, at62.registerValue(BM1370));
        assertEquals(62.5, PllSetting.ofRegister(BM1370, 0x50d2_0265).frequencyMhz());
    }

    @Test
    void storesTheDividersOfBm1397AsTheyAre() {
        PllSetting at450 = PllSetting.nearest(BM1397, 450);
        assertEquals(new PllSetting(72, 2, 2, 1), at450);
        assertEquals(0x4048_0221, at450.registerValue(BM1397));
        assertEquals(at450, PllSetting.ofRegister(BM1397, 0x4048_0221));
    }

    @Test
    void flagsAFastOscillator() {
        assertEquals(0x50, new PllSetting(192, 2, 6, 1).registerValue(BM1370) >>> 24);
        assertEquals(0x40, new PllSetting(191, 2, 6, 1).registerValue(BM1370) >>> 24);
        assertEquals(0x40, new PllSetting(200, 1, 6, 1).registerValue(BM1397) >>> 24);
    }

    @Test
    @Tag("property")
    void staysWithinTheFamilyAndNearTheWish() {
        Gen.forAll(
                200,
                gen -> {
                    ChipFamily family = gen.pick(ChipFamilies.all());
                    double min = family.ramp().startMhz() + family.ramp().stepMhz();
                    double mhz = gen.doubleAcrossMagnitudes(min, family.limits().frequencyMaxMhz());
                    PllSetting found = PllSetting.nearest(family.pll(), mhz);
                    assertTrue(found.feedback() >= family.pll().feedbackMin());
                    assertTrue(found.feedback() <= family.pll().feedbackMax());
                    assertTrue(found.vcoMhz() >= family.pll().vcoMinMhz());
                    assertTrue(found.vcoMhz() <= family.pll().vcoMaxMhz());
                    assertTrue(found.post1() > found.post2() && found.post1() <= Pll.POST_MAX);
                    assertEquals(mhz, found.frequencyMhz(), 0.01 * mhz);
                    int value = found.registerValue(family.pll());
                    assertEquals(found, PllSetting.ofRegister(family.pll(), value));
                });
    }

    @Test
    void hitsEveryStepOfARampInEveryFamily() {
        for (ChipFamily family : ChipFamilies.all()) {
            double mhz = family.ramp().startMhz() + family.ramp().stepMhz();
            for (; mhz <= family.limits().frequencyMaxMhz(); mhz += family.ramp().stepMhz()) {
                assertEquals(mhz, PllSetting.nearest(family.pll(), mhz).frequencyMhz(), 1e-9);
            }
        }
    }

    @Test
    void rampsUpAndDownAndEndsExactly() {
        ChipFamily family = ChipFamilies.named("BM1370").orElseThrow();
        assertEquals(
                List.of(62.5, 68.75, 70.0), frequencies(FrequencyRamp.between(family, 56.25, 70)));
        assertEquals(
                List.of(68.75, 62.5, 60.0), frequencies(FrequencyRamp.between(family, 75, 60)));
        assertEquals(List.of(62.5), frequencies(FrequencyRamp.between(family, 56.25, 62.5)));
        assertEquals(List.of(), FrequencyRamp.between(family, 62.5, 62.5));
    }

    private static List<Double> frequencies(List<PllSetting> settings) {
        return settings.stream().map(PllSetting::frequencyMhz).toList();
    }

    private static Pll pll(String chip) {
        return ChipFamilies.named(chip).orElseThrow().pll();
    }
}

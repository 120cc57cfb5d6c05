package io.mos.drivers.bm13xx;

import io.mos.drivers.bm13xx.family.ChipFamily;
import io.mos.drivers.bm13xx.family.ChipFamily.RegisterWrite;
import io.mos.drivers.bm13xx.family.Pll;
import io.mos.drivers.bm13xx.frame.Command;
import io.mos.drivers.bm13xx.frame.Register;
import java.util.ArrayList;
import java.util.List;

/**
 * The slow way from one frequency to another (BM13XX.md §5): equal steps, up or down, the last of
 * which is cut to end at the target. For tuning; an emergency pulls the reset line instead.
 */
public final class FrequencyRamp {
    /** Below what dividers can tell apart. */
    private static final double SAME_MHZ = 1e-6;

    private FrequencyRamp() {}

    /** The settings on the way, without the one it starts from; none when it is there already. */
    public static List<PllSetting> between(ChipFamily family, double fromMhz, double toMhz) {
        double step = Math.copySign(family.ramp().stepMhz(), toMhz - fromMhz);
        List<PllSetting> settings = new ArrayList<>();
        for (int i = 1; Math.abs(toMhz - fromMhz) - Math.abs(step * i) > SAME_MHZ; i++) {
            settings.add(PllSetting.nearest(family.pll(), fromMhz + step * i));
        }
        if (Math.abs(toMhz - fromMhz) > SAME_MHZ) {
            settings.add(PllSetting.nearest(family.pll(), toMhz));
        }
        return List.copyOf(settings);
    }

    /** What puts one setting into all chips; {@link Pll#gapMillis()} apart. */
    public static List<Command> writes(Pll pll, PllSetting setting) {
        List<Command> writes = new ArrayList<>();
        for (RegisterWrite write : pll.prelude()) {
            for (int i = 0; i < pll.repeats(); i++) {
                writes.add(Command.writeAll(write.register(), write.value()));
            }
        }
        for (int i = 0; i < pll.repeats(); i++) {
            writes.add(Command.writeAll(Register.PLL0, setting.registerValue(pll)));
        }
        return List.copyOf(writes);
    }
}

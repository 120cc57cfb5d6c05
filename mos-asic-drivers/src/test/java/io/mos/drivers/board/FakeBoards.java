package io.mos.drivers.board;

import io.mos.core.testkit.VirtualTime;
import io.mos.drivers.control.ControlVersion;
import io.mos.drivers.control.FakeFirmware;
import io.mos.drivers.peripheral.ByteFake;
import io.mos.drivers.peripheral.FakeBus;
import io.mos.drivers.peripheral.FakeTps546;
import io.mos.drivers.peripheral.WordFake;

/** Boards with their parts, and what a test turns on them. */
final class FakeBoards {

    static final int EMC2101 = 0x4C;
    static final int TPS546 = 0x24;
    static final int DS4432U = 0x48;
    static final int INA260 = 0x40;

    private FakeBoards() {}

    /** A Gamma. */
    record Gamma(FakeTps546 tps546, ByteFake emc2101, FakeBus bus, FakeFirmware firmware) {

        static Gamma of(ControlVersion version, VirtualTime time) {
            var tps546 = new FakeTps546();
            ByteFake emc2101 = ByteFake.emc2101();
            FakeBus bus = new FakeBus().with(TPS546, tps546).with(EMC2101, emc2101);
            return new Gamma(tps546, emc2101, bus, new FakeFirmware(version, bus, time));
        }
    }

    /** A Supra or an Ultra. */
    record Ultra(ByteFake ds4432u, ByteFake emc2101, WordFake ina260, FakeFirmware firmware) {

        static Ultra of(ControlVersion version, VirtualTime time) {
            ByteFake ds4432u = ByteFake.ds4432u();
            ByteFake emc2101 = ByteFake.emc2101();
            WordFake ina260 = WordFake.ina260();
            FakeBus bus =
                    new FakeBus()
                            .with(DS4432U, ds4432u)
                            .with(EMC2101, emc2101)
                            .with(INA260, ina260);
            return new Ultra(ds4432u, emc2101, ina260, new FakeFirmware(version, bus, time));
        }
    }
}

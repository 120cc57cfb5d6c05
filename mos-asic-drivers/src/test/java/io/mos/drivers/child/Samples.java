package io.mos.drivers.child;

import io.mos.core.chain.ByteString;
import io.mos.core.chain.Extranonce;
import io.mos.core.command.Command;
import io.mos.core.command.CommandResult;
import io.mos.core.device.BoardControl.Outcome;
import io.mos.core.device.BoardControl.ResetLine;
import io.mos.core.device.BoardPlan;
import io.mos.core.device.Candidate;
import io.mos.core.device.Capability;
import io.mos.core.device.DeviceProgram.WorkOrder;
import io.mos.core.device.DeviceReport;
import io.mos.core.device.DeviceSettings;
import io.mos.core.device.DriverInfo;
import io.mos.core.device.DriverMatch;
import io.mos.core.device.NonceListener.ClaimVerdict;
import io.mos.core.device.ProtectionPlan;
import io.mos.core.device.ProtectionPlan.CutOff;
import io.mos.core.device.ProtectionPlan.FanPlan;
import io.mos.core.device.ProtectionPlan.Limits;
import io.mos.core.device.ProtectionPlan.PartPlan;
import io.mos.core.device.ProtectionPlan.Place;
import io.mos.core.device.ProtectionPlan.SensorPlan;
import io.mos.core.device.ProtectionPlan.Tachometer;
import io.mos.core.device.ThermalAdvice;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.DeviceState;
import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.Reading;
import io.mos.core.telemetry.Telemetry;
import io.mos.core.testkit.Jobs;
import io.mos.core.work.ExtranonceRange;
import io.mos.core.work.Job;
import io.mos.core.work.Work;
import io.mos.drivers.child.DeviceOrder.Answer;
import io.mos.drivers.child.DeviceWord.Request;
import io.mos.drivers.child.FromChild.JarBeat;
import io.mos.drivers.child.FromChild.LaneBeat;
import io.mos.drivers.child.FromChild.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** At least one of each message, with something in each field. */
final class Samples {
    private static final Instant AT = Instant.ofEpochSecond(1_700_000_000, 123);
    static final DeviceId ID = new DeviceId("usb-1:2:3");
    private static final Fault FAULT = new Fault("over-temperature", "91 °C of 80");
    static final DeviceSettings SETTINGS = new DeviceSettings(Map.of("frequency-mhz", "525"));

    private Samples() {}

    static List<ToChild> toChild() {
        DeviceSettings settings = SETTINGS;
        Stream<ToChild> plain =
                Stream.of(
                        new ToChild.Begin(Path.of("/state/notes")),
                        new ToChild.Load(1, Path.of("/drivers/a.jar")),
                        new ToChild.Call.Match(1, 2, usb()),
                        new ToChild.Call.Match(
                                2, 2, new Candidate.Named(ID, "b", List.of(Path.of("/dev/x")))),
                        new ToChild.Call.Plan(3, 2, match(), settings),
                        new ToChild.Open(4, 2, match(), ID, settings),
                        new ToChild.Drop(4));
        return Stream.concat(plain, orders().map(order -> new ToChild.Tell(4, order))).toList();
    }

    static List<FromChild> fromChild() {
        Stream<FromChild> plain =
                Stream.of(
                        new FromChild.Found(1, 2, new DriverInfo("bm13xx", "1.0", 1)),
                        new FromChild.Refused(1, "level"),
                        new FromChild.Loaded(1),
                        new Reply.Matched(1, Optional.of(match())),
                        new Reply.Matched(2, Optional.empty()),
                        new Reply.Planned(3, match().board()),
                        new Reply.Unfit(4, "no such chip"),
                        new Reply.Failed(5, "thrown"),
                        new FromChild.Beat(
                                10,
                                20,
                                List.of(new LaneBeat(1, 4, "dev-x", "onBytes", 3, 2, 1, 4096)),
                                List.of(new JarBeat(1, 2, 1L << 40))),
                        new FromChild.Exiting(1, "System.exit"));
        return Stream.concat(plain, words().map(word -> new FromChild.Said(4, word))).toList();
    }

    private static Stream<DeviceOrder> orders() {
        Work work =
                new Work(
                        7,
                        Jobs.job("pool", "1", "block", Job.Renewal.REPLACE),
                        new ExtranonceRange(4, 0, 1 << 16),
                        AT,
                        99);
        Stream<DeviceOrder> told =
                Stream.of(
                        new DeviceOrder.Start(),
                        new DeviceOrder.Bytes(ByteString.of((byte) 0xaa, (byte) 0x55)),
                        new DeviceOrder.Hash(new WorkOrder.Update(work)),
                        new DeviceOrder.Hash(new WorkOrder.Replace(work)),
                        new DeviceOrder.Hash(new WorkOrder.Idle()),
                        new DeviceOrder.Ask(1, new Command.SetOperatingPoint(525.5, 1_150)),
                        new DeviceOrder.PowerCut(FAULT),
                        new DeviceOrder.PowerAllowed(),
                        new DeviceOrder.Advice(new ThermalAdvice(400, "quiet hours")),
                        new DeviceOrder.Stop());
        Stream<DeviceOrder> answers =
                Stream.of(
                        new Answer.LineDone(1),
                        new Answer.LineBroke(2, "hung up"),
                        new Answer.Judged(3, ClaimVerdict.DUPLICATE),
                        new Answer.BoardAnswered(4, new Outcome.Done()),
                        new Answer.BoardAnswered(5, new Outcome.Failed(FAULT)));
        return Stream.concat(told, answers);
    }

    private static Stream<DeviceWord> words() {
        Stream<DeviceWord> words =
                Stream.of(
                        new DeviceWord.Opened(Set.of(Capability.HASHING, Capability.PAUSE)),
                        new DeviceWord.Refused("no such frequency"),
                        new DeviceWord.Answered(
                                1, new CommandResult.TimedOut(Duration.ofMillis(3))),
                        new DeviceWord.Failed("NullPointerException"),
                        new DeviceWord.Stopped());
        Stream<DeviceWord> requests =
                Stream.of(
                        new Request.Write(1, ByteString.of((byte) 1)),
                        new Request.SetBaud(2, 1_000_000),
                        new Request.Claim(
                                3,
                                7,
                                Jobs.EASY,
                                Extranonce.of((byte) 1, (byte) 2),
                                0x2000_0000,
                                -5,
                                -6,
                                OptionalInt.of(4)),
                        new Request.PowerOn(4, 1_150),
                        new Request.Reset(5, ResetLine.RELEASED),
                        new Request.SetVoltage(6, 1_160),
                        new Request.PowerOff(7),
                        new Request.Report(report()),
                        new Request.Count("bad-crc", 5));
        return Stream.concat(words, requests);
    }

    private static DeviceReport report() {
        Reading<Double> unknown = Reading.unknown("no counter", AT);
        return new DeviceReport(
                "1 x BM1370",
                new DeviceState.Degraded(FAULT, AT),
                unknown,
                Reading.of(525.0, AT, "pll"),
                List.of(new Telemetry.Chip(0, 1e12, 1, 2, 3, 4, unknown)));
    }

    private static Candidate usb() {
        return new Candidate.Usb(
                ID, 0xc0de, 0xcafe, 0x100, "OSMU", "Bitaxe", "1", List.of(Path.of("/dev/ttyACM0")));
    }

    static DriverMatch match() {
        PartPlan part = new PartPlan("tps546", OptionalInt.of(0x24), Map.of("phases", 1.0));
        return new DriverMatch(
                new BoardPlan(
                        "bitaxe-gamma",
                        "Bitaxe Gamma",
                        new BoardPlan.LinePlan(
                                1, OptionalInt.of(0), Optional.of("bitaxe-raw"), 115_200),
                        new ProtectionPlan(
                                new CutOff.ControlLines(0, List.of(1, 2)),
                                new Limits(80, 100, 600, 1_000, 1_200, 30, Duration.ofSeconds(5)),
                                List.of(new SensorPlan("chip", Place.CHIP, part)),
                                Optional.of(part),
                                Optional.of(new FanPlan(part, 20, Tachometer.PRESENT)))),
                DriverMatch.BY_USB_TEXTS);
    }
}

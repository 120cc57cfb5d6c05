package io.mos.drivers.child;

import io.mos.core.device.BoardControl.Outcome;
import io.mos.core.device.DeviceContext;
import io.mos.core.device.DeviceProgram.WorkOrder;
import io.mos.core.device.NonceListener.ClaimVerdict;
import io.mos.core.work.NonceFound;
import io.mos.core.work.Work;
import io.mos.drivers.child.DeviceOrder.Answer;
import io.mos.drivers.child.DeviceWord.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Does what a program in the other process asks for. Claims are judged against the work that was
 * given, not against what the process says it was. Owner: the device's thread.
 */
final class WordWorks {

    /** A board hashes one work at a time; the answers of some before it are still on their way. */
    private static final int WORKS = 64;

    private final DeviceContext context;
    private final Consumer<DeviceOrder> answers;
    private final Map<Long, Work> works = new LinkedHashMap<>();

    WordWorks(DeviceContext context, Consumer<DeviceOrder> answers) {
        this.context = context;
        this.answers = answers;
    }

    void onWork(WorkOrder order) {
        switch (order) {
            case WorkOrder.Update(Work work) -> remember(work);
            case WorkOrder.Replace(Work work) -> {
                works.clear();
                remember(work);
            }
            case WorkOrder.Idle _ -> {}
        }
    }

    void hear(Request request) {
        switch (request) {
            case Request.Write(long call, var bytes) ->
                    line(call, () -> context.write(ByteBuffer.wrap(bytes.toBytes())));
            case Request.SetBaud(long call, int baud) -> line(call, () -> context.setBaud(baud));
            case Request.Claim claim ->
                    answers.accept(new Answer.Judged(claim.call(), judge(claim)));
            case Request.PowerOn(long call, int millivolts) ->
                    context.board().powerOn(millivolts, answer(call));
            case Request.Reset(long call, var line) -> context.board().reset(line, answer(call));
            case Request.SetVoltage(long call, int millivolts) ->
                    context.board().setVoltage(millivolts, answer(call));
            case Request.PowerOff(long call) -> context.board().powerOff(answer(call));
            case Request.Report(var report) -> context.report(report);
            case Request.Count(String event, long times) -> context.count(event, times);
        }
    }

    private void remember(Work work) {
        works.put(work.id(), work);
        if (works.size() > WORKS) {
            works.remove(works.keySet().iterator().next());
        }
    }

    private ClaimVerdict judge(Request.Claim claim) {
        Work work = works.get(claim.work());
        if (work == null) {
            context.count("unknown-work", 1);
            return ClaimVerdict.HARDWARE_ERROR;
        }
        return context.claim(
                new NonceFound(
                        work,
                        claim.ticketTarget(),
                        claim.extranonce2(),
                        claim.version(),
                        claim.nTime(),
                        claim.nonce(),
                        claim.chipAddress()));
    }

    private Consumer<Outcome> answer(long call) {
        return outcome -> answers.accept(new Answer.BoardAnswered(call, outcome));
    }

    private interface LineTask {
        void run() throws IOException;
    }

    private void line(long call, LineTask task) {
        DeviceOrder answer;
        try {
            task.run();
            answer = new Answer.LineDone(call);
        } catch (IOException e) {
            answer = new Answer.LineBroke(call, String.valueOf(e.getMessage()));
        }
        answers.accept(answer);
    }
}

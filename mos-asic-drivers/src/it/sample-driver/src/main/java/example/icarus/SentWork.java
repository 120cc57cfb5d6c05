package example.icarus;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Extranonce;
import io.mos.core.chain.Target;
import io.mos.core.work.NonceFound;
import io.mos.core.work.Work;
import java.util.OptionalInt;

/** One header the board was given, and the work it is of. */
record SentWork(Work work, Extranonce extranonce2, BlockHeader header) {

    /**
     * The header with this number: first through all extranonces, then a second of nTime further
     * through them again.
     */
    static SentWork at(Work work, long number) {
        long extranonces = work.extranonces().count();
        int seconds = extranonces == 0 ? 0 : (int) Long.divideUnsigned(number, extranonces);
        Extranonce extranonce2 = work.extranonces().at(number);
        int nTime = work.job().nTime() + seconds;
        return new SentWork(
                work, extranonce2, work.header(extranonce2, work.job().version(), nTime));
    }

    boolean isMetBy(int nonce, Target ticket) {
        return ticket.isMetBy(header.withNonce(nonce).hash());
    }

    NonceFound claim(int nonce, Target ticket) {
        return new NonceFound(
                work,
                ticket,
                extranonce2,
                header.version(),
                header.nTime(),
                nonce,
                OptionalInt.empty());
    }
}

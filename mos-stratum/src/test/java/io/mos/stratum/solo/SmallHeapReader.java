package io.mos.stratum.solo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a node's answer from a file as a connection brings it, in a JVM of its own. */
final class SmallHeapReader {

    private static final int PIECE_BYTES = 8 * 1024;

    private SmallHeapReader() {}

    public static void main(String[] arguments) throws IOException {
        RpcAnswerReader<BlockTemplate> reader = new RpcAnswerReader<>(new TemplateReader());
        byte[] piece = new byte[PIECE_BYTES];
        try (InputStream in = Files.newInputStream(Path.of(arguments[0]))) {
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                reader.feed(piece, 0, length);
            }
        }
        RpcOutcome<BlockTemplate> outcome = reader.finish();
        RawTransactions read = ((RpcOutcome.Result<BlockTemplate>) outcome).value().transactions();
        System.out.printf("%d transactions, %d bytes%n", read.count(), read.sizeBytes());
    }
}

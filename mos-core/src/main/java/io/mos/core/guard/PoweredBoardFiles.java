package io.mos.core.guard;

import io.mos.core.guard.file.RecordFolder;
import io.mos.core.guard.file.RecordText;
import io.mos.core.guard.file.RecordText.Field;
import io.mos.core.guard.file.RecordText.Parsed;
import io.mos.core.telemetry.DeviceId;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The list of powered boards as a folder of small files, one for each board, so that guardians do
 * not wait for each other. Any thread.
 */
public final class PoweredBoardFiles implements PoweredBoards {

    private static final String KIND = "powered-board";

    private final RecordFolder folder;

    public PoweredBoardFiles(Path folder) {
        this.folder = new RecordFolder(folder, KIND);
    }

    @Override
    public void add(PoweredBoard board) throws IOException {
        folder.write(board.device().value(), text(board));
    }

    @Override
    public void remove(DeviceId device) throws IOException {
        folder.remove(device.value());
    }

    /** Everything that is on the list, and what is on it but cannot be read. */
    public Listed list() throws IOException {
        List<PoweredBoard> boards = new ArrayList<>();
        List<String> damaged = new ArrayList<>();
        for (RecordFolder.Entry entry : folder.list()) {
            Optional<PoweredBoard> board =
                    switch (entry.parsed()) {
                        case Parsed.Good(RecordText text) -> board(text);
                        case Parsed.Damaged _ -> Optional.empty();
                    };
            board.ifPresentOrElse(boards::add, () -> damaged.add(entry.file().toString()));
        }
        return new Listed(boards, damaged);
    }

    /**
     * The list as it was found.
     *
     * @param damaged files that tell of a board nobody knows any more
     */
    public record Listed(List<PoweredBoard> boards, List<String> damaged) {
        public Listed {
            boards = List.copyOf(boards);
            damaged = List.copyOf(damaged);
        }
    }

    static RecordText text(PoweredBoard board) {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("device", board.device().value()));
        fields.add(new Field("board", board.board()));
        board.ports().forEach(each -> fields.add(new Field("port", each.toString())));
        return new RecordText(KIND, fields);
    }

    /** Total: a record that names no board is none. */
    static Optional<PoweredBoard> board(RecordText text) {
        Optional<String> device = text.only("device").filter(each -> !each.isBlank());
        Optional<String> board = text.only("board");
        if (!text.kind().equals(KIND) || device.isEmpty() || board.isEmpty()) {
            return Optional.empty();
        }
        try {
            List<Path> ports = text.all("port").stream().map(Path::of).toList();
            return Optional.of(new PoweredBoard(new DeviceId(device.get()), board.get(), ports));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }
}

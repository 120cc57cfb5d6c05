package io.mos.core.guard.tune;

import io.mos.core.guard.file.RecordFolder;
import io.mos.core.guard.file.RecordText;
import io.mos.core.guard.file.RecordText.Field;
import io.mos.core.guard.file.RecordText.Parsed;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Last good points as a folder of small files, one for each board. */
public final class TuningFiles implements TuningStore {

    private static final String KIND = "tuning-point";
    private static final Pattern MEGAHERTZ = Pattern.compile("[0-9]{1,4}(?:\\.[0-9]{1,6})?");
    private static final Pattern MILLIVOLTS = Pattern.compile("[0-9]{1,5}");

    private final RecordFolder folder;

    public TuningFiles(Path folder) {
        this.folder = new RecordFolder(folder, KIND);
    }

    @Override
    public Optional<TuningPoint> load(String serial) throws IOException {
        return folder.read(serial)
                .flatMap(parsed ->
                        switch (parsed) {
                            case Parsed.Good(RecordText text) -> point(serial, text);
                            case Parsed.Damaged _ -> Optional.empty();
                        });
    }

    @Override
    public void save(String serial, TuningPoint point) throws IOException {
        folder.write(serial, text(serial, point));
    }

    static RecordText text(String serial, TuningPoint point) {
        String megahertz = BigDecimal.valueOf(point.frequencyMhz()).toPlainString();
        return new RecordText(
                KIND,
                List.of(
                        new Field("serial", serial),
                        new Field("frequency-mhz", megahertz),
                        new Field("voltage-mv", String.valueOf(point.voltageMillivolts()))));
    }

    /** Total: a record of another board or with anything but two numbers is no point. */
    static Optional<TuningPoint> point(String serial, RecordText text) {
        Optional<String> megahertz =
                text.only("frequency-mhz").filter(each -> MEGAHERTZ.matcher(each).matches());
        Optional<String> millivolts =
                text.only("voltage-mv").filter(each -> MILLIVOLTS.matcher(each).matches());
        boolean isHis = text.kind().equals(KIND) && text.only("serial").equals(Optional.of(serial));
        if (!isHis || megahertz.isEmpty() || millivolts.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new TuningPoint(
                        Double.parseDouble(megahertz.get()), Integer.parseInt(millivolts.get())));
    }
}

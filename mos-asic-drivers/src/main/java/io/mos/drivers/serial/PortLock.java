package io.mos.drivers.serial;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock file of a serial port, in the form terminal programs know: {@code LCK..ttyACM0} with the
 * process id in ten columns (Filesystem Hierarchy Standard 3.0, §5.9). Among ourselves the kernel's
 * lock on that file counts, which a killed process leaves to nobody; so the id in a file of ours
 * means nothing, while another program's holds as long as its process lives. The lock is that of
 * flock(2): one of fcntl(2), which Java's are, is lost as soon as the file is closed anywhere in
 * the process.
 */
final class PortLock {

    /** Enough for an id, a program's name and a user's. */
    private static final int CONTENT_BYTES = 128;

    /** Another process may remove the file between our opening and our locking it. */
    private static final int TRIES = 3;

    private static final String OWN_MARK = " mos";
    private static final Logger LOG = LoggerFactory.getLogger(PortLock.class);

    private final Path file;
    private final int descriptor;

    private PortLock(Path file, int descriptor) {
        this.file = file;
        this.descriptor = descriptor;
    }

    /**
     * @param device with links resolved
     * @throws PortBusyException when somebody else holds the lock
     */
    static PortLock acquire(Path folder, Path device) throws IOException {
        Path file = folder.resolve("LCK.." + nameOf(device));
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Optional<PortLock> lock = tryAcquire(file, device);
            if (lock.isPresent()) {
                return lock.get();
            }
        }
        throw new PortBusyException(device, "its lock file " + file + " comes and goes");
    }

    /** Below {@code /dev}, with slashes made harmless: {@code pts/3} is {@code pts_3}. */
    private static String nameOf(Path device) {
        Path devices = Path.of("/dev");
        Path name = device.startsWith(devices) ? devices.relativize(device) : device;
        return name.toString().replace('/', '_');
    }

    private static Optional<PortLock> tryAcquire(Path file, Path device) throws IOException {
        int descriptor = open(file, device);
        if (descriptor == -LibC.ENOENT) {
            return Optional.empty();
        }
        boolean kept = false;
        try {
            if (LibC.lock(descriptor) < 0) {
                throw new PortBusyException(device, "locked by process " + content(file));
            }
            // The file as it was opened, whatever stands at its path by now.
            Path opened = Path.of("/proc/self/fd/" + descriptor);
            String before = content(opened);
            if (!before.endsWith(OWN_MARK) && isAlive(before)) {
                throw new PortBusyException(device, file + " names process " + before);
            }
            Files.writeString(
                    opened,
                    "%10d%s\n".formatted(ProcessHandle.current().pid(), OWN_MARK),
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING);
            kept = isStillAt(file, opened);
            return kept ? Optional.of(new PortLock(file, descriptor)) : Optional.empty();
        } finally {
            if (!kept) {
                LibC.close(descriptor);
            }
        }
    }

    /** Whoever had the lock before may have removed the file since it was opened here. */
    private static boolean isStillAt(Path file, Path opened) throws IOException {
        try {
            return Files.isSameFile(opened, file);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /**
     * Creating apart from opening: in a sticky folder the kernel refuses O_CREAT on somebody else's
     * file even to root (fs.protected_regular, proc_sys_fs(5)).
     *
     * @return minus ENOENT when the holder removed the file in between
     */
    private static int open(Path file, Path device) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            LOG.atDebug().addKeyValue("file", file).log("lock file is there already");
        }
        int descriptor = LibC.open(file.toString(), LibC.FILE_FLAGS);
        if (descriptor == -LibC.EACCES) {
            throw new PortBusyException(
                    device, file + " belongs to another user; remove it if nobody runs there");
        }
        if (descriptor < 0 && descriptor != -LibC.ENOENT) {
            throw new IOException("cannot open " + file + ": " + LibC.errorName(-descriptor));
        }
        return descriptor;
    }

    private static String content(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(CONTENT_BYTES), StandardCharsets.US_ASCII).strip();
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private static boolean isAlive(String content) {
        String pid = content.split("\\s", 2)[0];
        return pid.matches("\\d{1,18}")
                && ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isPresent();
    }

    /** Removes the file and lets go of it; call once. */
    void release() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.atWarn().setCause(e).addKeyValue("file", file).log("lock file not removed");
        }
        LibC.close(descriptor);
    }
}

package io.mos.drivers.child;

import io.mos.core.device.DeviceDriver;
import io.mos.core.device.DriverInfo;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;

/** A jar, its classes and the drivers it offers. */
final class DriverJar {

    private static final String LOADER = "jar-";
    private static final String SERVICE = "META-INF/services/" + DeviceDriver.class.getName();

    private final int number;
    private final Path file;
    private final ClassLoader loader;

    /** What became of one of the offers. */
    interface Taker {
        void found(DriverInfo info, DeviceDriver driver);

        void refused(String why);
    }

    DriverJar(int number, Path file) {
        this.number = number;
        this.file = file;
        loader =
                new URLClassLoader(
                        LOADER + number,
                        new URL[] {urlOf(file)},
                        new PromisedClasses(DriverJar.class.getClassLoader()));
    }

    ClassLoader loader() {
        return loader;
    }

    /** Which jar a class came from, by the name of its loader. */
    static Optional<Integer> numberOf(String loaderName) {
        try {
            return loaderName.startsWith(LOADER)
                    ? Optional.of(Integer.parseInt(loaderName.substring(LOADER.length())))
                    : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    int number() {
        return number;
    }

    /** Runs the jar's code, so on its lane only. */
    void load(Taker taker) {
        try (JarFile jar = new JarFile(file.toFile())) {
            if (jar.getEntry(SERVICE) == null) {
                taker.refused("it names no driver: there is no " + SERVICE);
                return;
            }
        } catch (IOException e) {
            taker.refused("it cannot be read: " + e.getMessage());
            return;
        }
        try {
            ServiceLoader.load(DeviceDriver.class, loader).forEach(driver -> take(driver, taker));
        } catch (ServiceConfigurationError | LinkageError e) {
            taker.refused(reason(e));
        }
    }

    private static void take(DeviceDriver driver, Taker taker) {
        DriverInfo info = driver.info();
        if (info.isUsable()) {
            taker.found(info, driver);
        } else {
            taker.refused(
                    "its driver %s %s has level %d, this daemon takes %d and %d"
                            .formatted(
                                    info.name(),
                                    info.version(),
                                    info.level(),
                                    DeviceDriver.LEVEL - 1,
                                    DeviceDriver.LEVEL));
        }
    }

    /** The innermost cause says which class or method is missing. */
    private static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof LinkageError)) {
            cause = cause.getCause();
        }
        return cause.toString();
    }

    private static URL urlOf(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("not a file: " + file, e);
        }
    }
}

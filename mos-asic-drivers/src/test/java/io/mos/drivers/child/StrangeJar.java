package io.mos.drivers.child;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.device.DeviceDriver;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A stranger's driver jar, compiled here from source text.
 *
 * @param name of the driver and of the file
 * @param level a Java expression
 * @param misdeed what its program does when the line says so, a Java statement
 */
record StrangeJar(String name, String level, String misdeed) {

    private static final String SERVICE = "META-INF/services/" + DeviceDriver.class.getName();

    static StrangeJar good(String name) {
        return new StrangeJar(name, "LEVEL", "");
    }

    static StrangeJar bad(String misdeed) {
        return new StrangeJar("bad", "LEVEL", misdeed);
    }

    static StrangeJar ofLevel(String name, String level) {
        return new StrangeJar(name, level, "");
    }

    /** Writes the jar into a folder. */
    Path into(Path folder) throws IOException {
        return into(folder, List.of("Strange.class", "Strange$Program.class"));
    }

    /**
     * Writes the jar with these of its classes only.
     *
     * @return the jar
     */
    Path into(Path folder, List<String> classes) throws IOException {
        Path out = Files.createTempDirectory("strange");
        compile(out);
        Path whole = Files.createTempFile(folder, name, ".part");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(whole))) {
            put(jar, SERVICE, "strange.Strange".getBytes(StandardCharsets.UTF_8));
            for (String each : classes) {
                String path = "strange/" + each;
                put(jar, path, Files.readAllBytes(out.resolve(path)));
            }
        }
        delete(out);
        Path jar = folder.resolve(name + ".jar");
        return Files.move(
                whole, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void compile(Path out) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter words = new StringWriter();
        List<String> options =
                List.of(
                        "-proc:none",
                        "-d",
                        out.toString(),
                        "-cp",
                        System.getProperty("java.class.path"));
        boolean isDone =
                compiler.getTask(words, null, null, options, null, List.of(new Source(source())))
                        .call();
        assertTrue(isDone, words::toString);
    }

    private String source() throws IOException {
        try (InputStream in = StrangeJar.class.getResourceAsStream("driver.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@NAME@", name)
                    .replace("@LEVEL@", level)
                    .replace("@MISDEED@", misdeed);
        }
    }

    private static void put(JarOutputStream jar, String name, byte[] bytes) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(bytes);
        jar.closeEntry();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///strange/Strange.java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}

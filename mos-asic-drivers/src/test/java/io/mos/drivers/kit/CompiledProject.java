package io.mos.drivers.kit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A driver's project in Maven's layout, compiled within this process: no network, no Maven. */
final class CompiledProject implements AutoCloseable {

    private final Path main;
    private final URLClassLoader tests;

    private CompiledProject(Path main, URLClassLoader tests) {
        this.main = main;
        this.tests = tests;
    }

    /**
     * Compiles both source folders, resources copied beside.
     *
     * @param project left as it is
     * @param into an empty folder
     */
    static CompiledProject compile(Path project, Path into) throws IOException {
        Path main = Files.createDirectories(into.resolve("classes"));
        Path tests = Files.createDirectories(into.resolve("test-classes"));
        String ours = System.getProperty("java.class.path");
        javac(project.resolve("src/main/java"), main, ours);
        copy(project.resolve("src/main/resources"), main);
        javac(project.resolve("src/test/java"), tests, main + ":" + ours);
        URL[] urls = {main.toUri().toURL(), tests.toUri().toURL()};
        return new CompiledProject(
                main, new URLClassLoader(urls, CompiledProject.class.getClassLoader()));
    }

    /** One of its tests: the kit for its driver. */
    DriverConformance conformance(String type) throws ReflectiveOperationException {
        var made = tests.loadClass(type).getDeclaredConstructor();
        made.setAccessible(true);
        return (DriverConformance) made.newInstance();
    }

    /** Its jar, without the tests. */
    Path pack(Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(out);
                Stream<Path> files = Files.walk(main)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                packed.putNextEntry(new JarEntry(main.relativize(file).toString()));
                Files.copy(file, packed);
                packed.closeEntry();
            }
        }
        return jar;
    }

    @Override
    public void close() throws IOException {
        tests.close();
    }

    private static void javac(Path sources, Path into, String classPath) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (Stream<Path> files = Files.walk(sources);
                StandardJavaFileManager manager =
                        compiler.getStandardFileManager(null, null, null)) {
            List<Path> java = files.filter(each -> each.toString().endsWith(".java")).toList();
            boolean isGood =
                    compiler.getTask(
                                    said,
                                    manager,
                                    null,
                                    List.of("-proc:none", "-cp", classPath, "-d", into.toString()),
                                    null,
                                    manager.getJavaFileObjectsFromPaths(java))
                            .call();
            if (!isGood) {
                throw new AssertionError(sources + " does not compile:\n" + said);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}

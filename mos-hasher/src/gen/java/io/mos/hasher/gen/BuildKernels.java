package io.mos.hasher.gen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Run by the Maven build, straight from source: makes what the compiler cannot make alone. First
 * argument: the module's directory.
 */
public final class BuildKernels {

    private static final List<Integer> LANES = List.of(4, 8, 16);

    private BuildKernels() {}

    public static void main(String[] args)
            throws IOException, InterruptedException, IllegalAccessException {
        Path module = Path.of(args[0]);
        Path sources = module.resolve("target/generated-sources/kernels/io/mos/hasher/kernel");
        Files.createDirectories(sources);
        writeIfChanged(sources.resolve("VectorLayout.java"), VectorLayout.source());
        for (int lanes : LANES) {
            VectorKernelSource kernel = new VectorKernelSource(lanes);
            writeIfChanged(sources.resolve(kernel.className() + ".java"), kernel.toString());
        }
        new NativeBuild(module.resolve("src/main/c"), module.resolve("target/native")).run();
    }

    /** A newer file date alone would make the compiler compile everything again. */
    private static void writeIfChanged(Path file, String text) throws IOException {
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            Files.writeString(file, text);
        }
    }
}

package io.mos.hasher.gen;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Run by the Maven build, straight from source: makes what the compiler cannot make alone. First
 * argument: the module's directory.
 */
public final class BuildKernels {
    private BuildKernels() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path module = Path.of(args[0]);
        new NativeBuild(module.resolve("src/main/c"), module.resolve("target/native")).run();
    }
}

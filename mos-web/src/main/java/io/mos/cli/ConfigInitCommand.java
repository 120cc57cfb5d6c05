package io.mos.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = "Write a commented configuration file; an existing one is left alone.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  mos config init",
            "  mos config init --config /etc/mos/mos.toml",
            "  mos config init --pool stratum+tcp://pool.example.com:3333 --user me.rig1"
        })
final class ConfigInitCommand implements Callable<Integer> {

    private final Verbs verbs;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "mos.toml",
            description = "The file to write (default: mos.toml).")
    private Path file = Path.of("mos.toml");

    @Option(names = "--pool", paramLabel = "URL", description = "The first pool's address.")
    private Optional<String> pool = Optional.empty();

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "The account or address at that pool.")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--payout",
            paramLabel = "ADDRESS",
            description = {
                "The address that blocks of your own node pay,",
                "for solo+http:// pools."
            })
    private Optional<String> payout = Optional.empty();

    ConfigInitCommand(Verbs verbs) {
        this.verbs = verbs;
    }

    @Override
    public Integer call() {
        return verbs.configInit(new Verbs.InitRequest(file, pool, user, payout));
    }
}

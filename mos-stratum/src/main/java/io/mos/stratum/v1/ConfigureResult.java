package io.mos.stratum.v1;

import io.mos.core.chain.MalformedChainDataException;
import io.mos.core.chain.VersionMask;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The answer to {@code mining.configure}: per extension true, false or an error text, beside what
 * was settled (BIP310). A missing extension counts as refused: ckpool leaves some out.
 */
public record ConfigureResult(Json.Obj fields) {

    /** Empty when the result is no object. */
    public static Optional<ConfigureResult> read(Json result) {
        return result instanceof Json.Obj object
                ? Optional.of(new ConfigureResult(object))
                : Optional.empty();
    }

    /** A server's answer: what it grants, extension by extension. */
    public static ConfigureResult of(Map<String, Boolean> granted, VersionMask versionMask) {
        Map<String, Json> fields = new LinkedHashMap<>();
        granted.forEach((extension, isGranted) -> fields.put(extension, Json.of(isGranted)));
        if (granted.getOrDefault(ClientCall.MiningConfigure.VERSION_ROLLING, false)) {
            fields.put(ClientCall.MiningConfigure.MASK_KEY, Json.of(versionMask.hex()));
        }
        return new ConfigureResult(new Json.Obj(fields));
    }

    public boolean isGranted(String extension) {
        return fields.at(extension).isTrue();
    }

    /** Whether it says anything about this extension. */
    boolean answers(String extension) {
        return fields.has(extension);
    }

    /** The bits that may be rolled; none when rolling was refused or the mask makes no sense. */
    public VersionMask versionMask() {
        return grantedMask().orElse(VersionMask.NONE);
    }

    /** The same, empty where it grants no mask at all. */
    Optional<VersionMask> grantedMask() {
        return isGranted(ClientCall.MiningConfigure.VERSION_ROLLING)
                ? fields.at(ClientCall.MiningConfigure.MASK_KEY)
                        .asText()
                        .flatMap(ConfigureResult::parseMask)
                : Optional.empty();
    }

    public Json toJson() {
        return fields;
    }

    static Optional<VersionMask> parseMask(String hex) {
        try {
            return Optional.of(VersionMask.parseHex(hex));
        } catch (MalformedChainDataException e) {
            return Optional.empty();
        }
    }
}

package io.mos.web.http;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * One file of the page as it goes out, plain and compressed, each with its strong entity tag.
 *
 * @param cacheControl what a browser may keep
 */
record Asset(String contentType, String cacheControl, Body plain, Body gzip) {

    /** 64 bits of a digest: files of one page are told apart, not defended against forgery. */
    private static final int TAG_BYTES = 8;

    /** The bytes and their entity tag (RFC 9110 §8.8.3), which differs between encodings. */
    record Body(Buffer bytes, String tag) {}

    static Asset of(String contentType, String cacheControl, byte[] content) {
        String hex = HexFormat.of().formatHex(sha256(content), 0, TAG_BYTES);
        return new Asset(
                contentType,
                cacheControl,
                new Body(Buffer.buffer(content), '"' + hex + '"'),
                new Body(Buffer.buffer(gzip(content)), '"' + hex + "-gz\""));
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("compressing in memory", e);
        }
        return bytes.toByteArray();
    }
}

package io.mos.web.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Sends answers, each with the headers that keep a browser from doing more than it should. */
final class Reply {

    static final String JSON = "application/json; charset=utf-8";
    static final String TEXT = "text/plain; charset=utf-8";

    /**
     * Everything from this server and nothing else, no inline script or style, no frames around it.
     * Trusted Types keep strings out of the page's HTML sinks.
     */
    static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'; require-trusted-types-for 'script';"
                    + " trusted-types 'none'";

    private final Connections connections;
    private final WebMetrics metrics;

    Reply(Connections connections, WebMetrics metrics) {
        this.connections = connections;
        this.metrics = metrics;
    }

    /** A figure of this moment: not to be kept. */
    void now(HttpServerRequest request, int status, String contentType, byte[] body) {
        head(request, status)
                .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        end(request, Buffer.buffer(body));
    }

    /** A file of the page, or word that the browser's copy is still right. */
    void asset(HttpServerRequest request, Asset asset) {
        boolean takesGzip = accepts(request, "gzip");
        Asset.Body body = takesGzip ? asset.gzip() : asset.plain();
        boolean isFresh = isKnown(request.getHeader(HttpHeaders.IF_NONE_MATCH), body.tag());
        HttpServerResponse response =
                head(request, isFresh ? 304 : 200)
                        .putHeader(HttpHeaders.CACHE_CONTROL, asset.cacheControl())
                        .putHeader(HttpHeaders.ETAG, body.tag())
                        .putHeader(HttpHeaders.VARY, "Accept-Encoding");
        if (isFresh) {
            end(request, Buffer.buffer());
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, asset.contentType());
        if (takesGzip) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        end(request, body.bytes());
    }

    /** No, and why; whoever asked wrongly starts anew on another connection. */
    void refuse(HttpServerRequest request, Refusal refusal) {
        HttpServerResponse response =
                head(request, refusal.status())
                        .putHeader(HttpHeaders.CONTENT_TYPE, TEXT)
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (refusal == Refusal.METHOD) {
            response.putHeader(HttpHeaders.ALLOW, "GET, HEAD");
        }
        if (refusal != Refusal.NOT_FOUND) {
            response.putHeader(HttpHeaders.CONNECTION, "close");
        }
        byte[] sentence = (refusal.sentence() + "\n").getBytes(StandardCharsets.UTF_8);
        end(request, Buffer.buffer(sentence));
    }

    /** The begin of a live stream, which has no end. */
    HttpServerResponse stream(HttpServerRequest request) {
        return head(request, 200)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .setChunked(true);
    }

    private HttpServerResponse head(HttpServerRequest request, int status) {
        metrics.answered(status);
        return request.response()
                .setStatusCode(status)
                .putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
    }

    private void end(HttpServerRequest request, Buffer body) {
        boolean isLast =
                request.response().headers().contains(HttpHeaders.CONNECTION, "close", true);
        request.response()
                .end(body)
                .onComplete(_ -> {
                    connections.answered(request.connection());
                    if (isLast) {
                        request.connection().close();
                    }
                });
    }

    /** RFC 9110 §12.5.3, without weights: q=0 is the only one that matters. */
    private static boolean accepts(HttpServerRequest request, String coding) {
        String header = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        if (header == null) {
            return false;
        }
        for (String each : header.split(",", -1)) {
            String[] parts = each.split(";", 2);
            boolean isRefused = parts.length == 2 && parts[1].matches("\\s*q=0(\\.0*)?\\s*");
            if (parts[0].strip().equalsIgnoreCase(coding)) {
                return !isRefused;
            }
        }
        return false;
    }

    /** RFC 9110 §13.1.2: weak comparison with any of a list. */
    private static boolean isKnown(@Nullable String ifNoneMatch, String tag) {
        if (ifNoneMatch == null) {
            return false;
        }
        for (String each : ifNoneMatch.split(",", -1)) {
            String known = each.strip();
            if (known.equals("*") || known.equals(tag) || known.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }
}

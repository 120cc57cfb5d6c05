package io.mos.web.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns away every request that is not a plain read by a page of ours. Immutable. */
final class RequestGate {

    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final HostPolicy hosts;

    RequestGate(HostPolicy hosts) {
        this.hosts = hosts;
    }

    /** Why not, if not; checked in the order of who could be behind it, strangers first. */
    Optional<Refusal> check(HttpServerRequest request) {
        List<String> host = request.headers().getAll(HttpHeaders.HOST);
        if (host.size() != 1 || !request.uri().startsWith("/")) {
            return Optional.of(Refusal.BAD_REQUEST);
        }
        if (!hosts.isOurs(host.getFirst(), request.localAddress().port())) {
            return Optional.of(Refusal.FOREIGN_HOST);
        }
        if (isForeign(request.headers(), request.localAddress().port())) {
            return Optional.of(Refusal.FOREIGN_ORIGIN);
        }
        if (!READS.contains(request.method())) {
            return Optional.of(Refusal.METHOD);
        }
        return hasBody(request.headers()) ? Optional.of(Refusal.BODY) : Optional.empty();
    }

    /**
     * Whether another origin's page asks: by its Origin header, or, where the browser sends none
     * (an image, a script), by Fetch Metadata (W3C Fetch Metadata §2). Following a link here is
     * fine.
     */
    private boolean isForeign(MultiMap headers, int port) {
        boolean isForeignOrigin =
                headers.getAll(HttpHeaders.ORIGIN).stream()
                        .anyMatch(origin -> !hosts.isOurOrigin(origin, port));
        String site = headers.get("Sec-Fetch-Site");
        boolean isForeignFetch =
                site != null
                        && (site.equals("cross-site") || site.equals("same-site"))
                        && !"navigate".equals(headers.get("Sec-Fetch-Mode"));
        return isForeignOrigin || isForeignFetch;
    }

    private static boolean hasBody(MultiMap headers) {
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        return headers.contains(HttpHeaders.TRANSFER_ENCODING)
                || (length != null && !length.equals("0"));
    }
}

package io.mos.stratum.v1;

import io.mos.stratum.failover.PoolConfig;
import io.mos.stratum.failover.TlsMode;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Whom a TLS connection to one pool trusts. Owner: the source's loop. */
final class TlsTrust {

    /** As long as the reply to any other first message. */
    private static final Duration HANDSHAKE_TIMEOUT = Patience.REPLY_TIMEOUT;

    private final SslContext context;

    private TlsTrust(SslContext context) {
        this.context = context;
    }

    /**
     * @throws SSLException when the JVM has no TLS
     */
    static TlsTrust of(PoolConfig pool) throws SSLException {
        SslContextBuilder builder =
                SslContextBuilder.forClient()
                        .sslProvider(SslProvider.JDK)
                        .protocols("TLSv1.3", "TLSv1.2");
        TlsMode mode = pool.tls();
        switch (mode) {
            case SYSTEM -> builder.endpointIdentificationAlgorithm("HTTPS");
            case PIN ->
                    builder.trustManager(
                                    (TrustManager) new PinnedKey(pool.pinSha256().orElseThrow()))
                            .endpointIdentificationAlgorithm(null);
            case INSECURE ->
                    builder.trustManager(InsecureTrustManagerFactory.INSTANCE)
                            .endpointIdentificationAlgorithm(null);
        }
        return new TlsTrust(builder.build());
    }

    /** A handler that expects a certificate for {@code name}, wherever the connection goes. */
    SslHandler handler(ByteBufAllocator allocator, String name, int port) {
        SslHandler handler = context.newHandler(allocator, name, port);
        handler.setHandshakeTimeoutMillis(HANDSHAKE_TIMEOUT.toMillis());
        return handler;
    }

    /** Trusts one public key, whoever signed its certificate and whatever name it bears. */
    private static final class PinnedKey extends X509ExtendedTrustManager {

        private final byte[] sha256;

        PinnedKey(byte[] sha256) {
            this.sha256 = sha256.clone();
        }

        private void check(X509Certificate[] chain) throws CertificateException {
            byte[] seen = sha256(chain[0].getPublicKey().getEncoded());
            if (!MessageDigest.isEqual(seen, sha256)) {
                throw new CertificateException(
                        "the pool's key is sha256/"
                                + HexFormat.of().formatHex(seen)
                                + ", not the pinned one");
            }
        }

        private static byte[] sha256(byte[] spki) {
            try {
                return MessageDigest.getInstance("SHA-256").digest(spki);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JVM has SHA-256", e);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            throw new CertificateException("no clients here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw new CertificateException("no clients here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("no clients here");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

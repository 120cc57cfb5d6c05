package io.mos.stratum.failover;

/** Whom a TLS connection trusts. */
public enum TlsMode {
    /** The system's authorities, and the certificate must name the configured host. */
    SYSTEM,
    /** The one public key whose SHA-256 is configured, whoever signed it. */
    PIN,
    /** Anybody: encrypts, but does not say with whom. */
    INSECURE
}

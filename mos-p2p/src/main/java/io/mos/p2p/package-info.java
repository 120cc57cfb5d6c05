/**
 * The Holepunch-compatible overlay lives here: compact encoding, crypto, DHT, hole punching, UDX,\n
 * * secret streams, protomux RPC, and the node that carries fleet records between sites.
 */
@NullMarked
package io.mos.p2p;

import org.jspecify.annotations.NullMarked;

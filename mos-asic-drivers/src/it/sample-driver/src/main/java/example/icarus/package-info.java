/** Boards that speak as Icarus did: 64 bytes of work, 4 bytes of nonce. */
@NullMarked
package example.icarus;

import org.jspecify.annotations.NullMarked;

/**
 * The words of the Bitcoin chain that mining needs: hashes, targets, difficulty, headers, merkle
 * trees, coinbases, version bits and addresses. Immutable values and pure functions; depends on
 * nothing but the JDK.
 */
@NullMarked
package io.mos.core.chain;

import org.jspecify.annotations.NullMarked;

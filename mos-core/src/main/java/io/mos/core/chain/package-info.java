/**
 * The words of the Bitcoin chain that mining needs: headers, hashes, targets, difficulty, merkle\n
 * * trees, coinbases and addresses. Depends on nothing but the JDK.
 */
@NullMarked
package io.mos.core.chain;

import org.jspecify.annotations.NullMarked;

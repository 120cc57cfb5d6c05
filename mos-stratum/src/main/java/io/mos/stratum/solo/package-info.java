/**
 * Work from the user's own Bitcoin node: its block templates become jobs, shares that meet the
 * network target go back as whole blocks. Nobody stands between the user and the chain.
 */
@NullMarked
package io.mos.stratum.solo;

import org.jspecify.annotations.NullMarked;

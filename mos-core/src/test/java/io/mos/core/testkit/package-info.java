/**
 * What every module's tests share through the test-jar: seeded generators, golden-vector files and
 * waiting on conditions.
 */
@NullMarked
package io.mos.core.testkit;

import org.jspecify.annotations.NullMarked;

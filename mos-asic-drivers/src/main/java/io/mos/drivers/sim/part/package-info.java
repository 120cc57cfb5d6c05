/**
 * What surrounds the chips on a simulated board: heat, fan and supply as a plant in time, and the
 * parts on the I2C bus as their registers. Written from the fact sheet BM13XX.md §12 and the parts'
 * public data sheets, without the code that drives such parts: the two are each other's test.
 */
@NullMarked
package io.mos.drivers.sim.part;

import org.jspecify.annotations.NullMarked;

/**
 * Boards as data: files read into plans, the guardian's hold on a board made of its plan, and the
 * driver that knows a board by its file.
 */
@NullMarked
package io.mos.drivers.board;

import org.jspecify.annotations.NullMarked;

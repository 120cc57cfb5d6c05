package io.mos.drivers.bm13xx.frame;

/**
 * What a {@link FrameReader} has seen since it was made.
 *
 * @param frames intact ones, handed on
 * @param badCrc that began like a frame outside of any other and did not check, or were of no known
 *     type
 * @param droppedBytes that belong to no frame and can no longer become part of one
 */
public record FrameCounts(long frames, long badCrc, long droppedBytes) {}

// The chart's columns: history with its gaps kept open.

import type { History } from './api.ts';

/** Points come every five seconds; two missing in a row are a gap, not a line. */
const GAP_SECONDS = 12;

const SHORTEST_WINDOW_SECONDS = 120;
const LONGEST_WINDOW_SECONDS = 1_800;

/** Seconds, proven and own-count hashes a second; null opens the line. */
export type Columns = [number[], (number | null)[], (number | null)[]];

export function columns(history: History): Columns {
  const result: Columns = [[], [], []];
  history.atMs.forEach((atMs, i) => {
    const at = atMs / 1000;
    const before = result[0].at(-1);
    if (before !== undefined && at - before > GAP_SECONDS) {
      push(result, (before + at) / 2, null, null);
    }
    push(result, at, hashes(history.hashrateGhs[i]), hashes(history.claimedGhs[i]));
  });
  return result;
}

/** From when to when the chart runs: all there is, at least two minutes, at most half an hour. */
export function timeWindow(history: History, nowMs: number): [number, number] {
  const end = nowMs / 1000;
  const first = (history.atMs[0] ?? nowMs) / 1000;
  const span = Math.min(Math.max(end - first, SHORTEST_WINDOW_SECONDS), LONGEST_WINDOW_SECONDS);
  return [end - span, end];
}

export interface Minute {
  readonly atMs: number;
  readonly hashesPerSecond: number | undefined;
  readonly accepted: number;
  readonly refused: number;
}

/** What the chart shows, as rows for those who cannot see it: one per minute, newest first. */
export function minutes(history: History): readonly Minute[] {
  const rows = new Map<number, { sum: number; points: number; last: number; first: number }>();
  history.atMs.forEach((atMs, i) => {
    const minute = Math.floor(atMs / 60_000) * 60_000;
    const row = rows.get(minute) ?? { sum: 0, points: 0, first: Math.max(0, i - 1), last: i };
    const value = history.hashrateGhs[i];
    if (value !== null && value !== undefined) {
      row.sum += value;
      row.points++;
    }
    row.last = i;
    rows.set(minute, row);
  });
  return [...rows]
    .map(([atMs, row]) => ({
      atMs,
      hashesPerSecond: row.points === 0 ? undefined : (row.sum / row.points) * 1e9,
      accepted: grown(history.accepted, row.first, row.last),
      refused: grown(history.rejected, row.first, row.last) + grown(history.stale, row.first, row.last),
    }))
    .reverse();
}

function grown(column: readonly number[], from: number, to: number): number {
  // A restart counts from 0 again.
  return Math.max(0, (column[to] ?? 0) - (column[from] ?? 0));
}

function hashes(ghs: number | null | undefined): number | null {
  return ghs === null || ghs === undefined ? null : ghs * 1e9;
}

function push(to: Columns, at: number, proven: number | null, claimed: number | null): void {
  to[0].push(at);
  to[1].push(proven);
  to[2].push(claimed);
}

// Turns events into sentences: what happened, and to what.

import type { DeviceState, FleetEvent } from './api.ts';
import { clock, count, host, si } from './format.ts';
import type { Level } from './verdict.ts';

export interface Told {
  readonly key: string;
  readonly atMs: number;
  readonly level: Level;
  readonly sentence: string;
  /** What only some will want to know. */
  readonly detail: string;
}

/** One line per event, newest first; shares judged alike in a row become one line. */
export function tell(events: readonly FleetEvent[]): readonly Told[] {
  const told: Told[] = [];
  let i = 0;
  for (let event = events[i]; event !== undefined; event = events[i]) {
    const end = endOfRun(events, i);
    const line = end - i > 1 ? runOf(event, events[end - 1] ?? event, end - i) : one(event);
    told.push({ key: `${event.atMs}-${events.length - i}`, atMs: event.atMs, ...line });
    i = end;
  }
  return told;
}

/** Whether a mark of it below the chart helps to read the curve. */
export function isTurningPoint(event: FleetEvent): boolean {
  return event.kind !== 'share-judged' && event.kind !== 'new-block' && event.kind !== 'pool-message';
}

type Line = Pick<Told, 'level' | 'sentence' | 'detail'>;

/** The index behind the last of the shares that were judged as the first. */
function endOfRun(events: readonly FleetEvent[], from: number): number {
  const first = events[from];
  let end = from + 1;
  for (let next = events[end]; isSameVerdict(first, next); next = events[end]) {
    end++;
  }
  return end;
}

function isSameVerdict(a: FleetEvent | undefined, b: FleetEvent | undefined): boolean {
  return (
    a?.kind === 'share-judged' && b?.kind === 'share-judged' && a.verdict === b.verdict && a.detail === b.detail
  );
}

function runOf(newest: FleetEvent, oldest: FleetEvent, length: number): Line {
  const { level, sentence } = one(newest);
  const plural = sentence.replace(/^Share of \S+/, `${count(length)} shares`).replace(' was never', ' were never');
  return { level, sentence: plural, detail: `since ${clock(oldest.atMs)}` };
}

export function one(event: FleetEvent): Line {
  switch (event.kind) {
    case 'device-changed':
      return deviceChanged(event.device, event.state);
    case 'pool-serving':
      return { level: 'good', sentence: `Work comes from ${host(event.url)}`, detail: '' };
    case 'pool-lost':
      return { level: 'bad', sentence: `Lost ${host(event.url)}: ${event.reason || event.cause}`, detail: '' };
    case 'pool-message':
      return { level: 'note', sentence: `The pool says: ${event.text}`, detail: '' };
    case 'new-block':
      return { level: 'note', sentence: 'New block: work on top of it began', detail: shortHash(event.prevHash) };
    case 'share-judged':
      return shareJudged(event.device, event.verdict, event.shareDifficulty, event.detail);
    case 'block-found':
      return { level: 'good', sentence: `${event.device} found a block`, detail: shortHash(event.hash) };
    case 'kernel-chosen':
      return { level: 'note', sentence: `${event.device} hashes with ${event.kernel}`, detail: event.reason };
    case 'device-unserved':
      return { level: 'bad', sentence: `${event.device} gets no work: the pool's extranonce2 is too small`, detail: '' };
    case 'fallback-started':
      return { level: 'watch', sentence: 'The CPU stands in for boards that do not hash', detail: event.reason };
    case 'fallback-stopped':
      return { level: 'good', sentence: 'Boards hash again, the CPU rests', detail: event.reason };
    case 'board-cut':
      return { level: 'bad', sentence: `${event.device} was cut off: ${words(event.fault)}`, detail: event.reason };
    case 'board-cut-failed':
      return { level: 'bad', sentence: `${event.device} could not be cut off: unplug it`, detail: event.reason };
    case 'board-allowed':
      return { level: 'good', sentence: `${event.device} may have power again`, detail: '' };
    case 'board-unguarded':
      return { level: 'watch', sentence: `${event.device} lacks protection`, detail: event.reason };
  }
}

function deviceChanged(device: string, state: DeviceState): Line {
  const detail = state.reason ?? '';
  switch (state.name) {
    case 'starting':
      return { level: 'note', sentence: `${device} is starting`, detail };
    case 'hashing':
      return { level: 'good', sentence: `${device} is hashing`, detail };
    case 'idle':
      return { level: 'watch', sentence: `${device} is idle`, detail };
    case 'degraded':
      return { level: 'watch', sentence: `${device} hashes below what it should`, detail };
    case 'offline':
      return { level: 'bad', sentence: `${device} is offline`, detail };
    case 'closed':
      return { level: 'note', sentence: `${device} was closed`, detail };
  }
}

function shareJudged(device: string, verdict: string, shareDifficulty: number | null, detail: string): Line {
  const difficulty = shareDifficulty === null ? '' : `difficulty ${asked(shareDifficulty)}`;
  const because = detail === '' ? '' : `: ${detail}`;
  switch (verdict) {
    case 'accepted':
      return { level: 'good', sentence: `Share of ${device} accepted`, detail: difficulty };
    case 'rejected':
      return { level: 'bad', sentence: `Share of ${device} rejected${because}`, detail: difficulty };
    case 'stale':
      return { level: 'watch', sentence: `Share of ${device} came too late${because}`, detail: difficulty };
    default:
      return { level: 'watch', sentence: `Share of ${device} was never answered${because}`, detail: difficulty };
  }
}

/** A difficulty with at most one prefix letter. */
export function asked(difficulty: number): string {
  const { figure, unit } = si(difficulty, '');
  return unit === '' ? figure : `${figure} ${unit}`;
}

/** A fault's name, as a person says it. */
function words(fault: string): string {
  return fault.replaceAll('-', ' ');
}

/** The end of a block hash, where it differs from its neighbours. */
function shortHash(displayHex: string): string {
  return displayHex.length > 16 ? `…${displayHex.slice(-16)}` : displayHex;
}

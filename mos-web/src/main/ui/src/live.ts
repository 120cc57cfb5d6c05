// The page's one connection: the live stream, and what it says about itself. Lost, stale and live
// are different things and are shown as such.

import { computed, signal } from '@preact/signals';
import type { Change, Site, Whole } from './api.ts';
import { applyChange } from './fleet.ts';
import { duration } from './format.ts';

/** The server says something at least every five seconds; three missed beats are a dead line. */
const SILENCE_MS = 16_000;

/** Reports come once a second; older than this, the figures are not live any more. */
const FRESH_MS = 5_000;

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 15_000;

type Line = { readonly is: 'connecting' } | { readonly is: 'open' } | { readonly is: 'lost'; readonly retryAtMs: number };

export const sites = signal<readonly Site[] | undefined>(undefined);
export const line = signal<Line>({ is: 'connecting' });

/** This moment by the server's clock, as far as known; moves once a second. */
export const now = signal(Date.now());

let source: EventSource | undefined;
let skewMs = 0;
let heardAtMs = 0;
let retryMs = FIRST_RETRY_MS;
let retryTimer: number | undefined;

export interface LiveState {
  readonly state: 'connecting' | 'live' | 'stale' | 'lost';
  readonly text: string;
  readonly meaning: string;
}

export const liveState = computed<LiveState>(() => {
  const newest = sites.value?.[0]?.receivedAtMs;
  const age = newest === undefined ? undefined : Math.max(0, now.value - newest);
  const ago = age === undefined ? '' : ` · ${duration(age)} ago`;
  if (line.value.is === 'lost') {
    const wait = Math.ceil((line.value.retryAtMs - Date.now()) / 1000);
    const next = wait > 0 ? `trying again in ${wait} s` : 'trying again';
    return { state: 'lost', text: `lost${ago}`, meaning: `mos does not answer, ${next}. The figures are the last known.` };
  }
  if (line.value.is === 'connecting') {
    return { state: 'connecting', text: `connecting${ago}`, meaning: 'Asking mos for its figures.' };
  }
  if (age !== undefined && age > FRESH_MS) {
    return {
      state: 'stale',
      text: `stale${ago}`,
      meaning: 'The page is connected, but the machine has stopped reporting. The figures are the last known.',
    };
  }
  return { state: 'live', text: `live${ago}`, meaning: 'Figures are at most a few seconds old.' };
});

/** The moment the figures are of: what lasted then is not known to last still. */
export const asOf = computed<number>(() => {
  const state = liveState.value.state;
  return state === 'stale' || state === 'lost' ? (sites.value?.[0]?.receivedAtMs ?? now.value) : now.value;
});

/** Opens the stream and keeps it open as long as the page is looked at. */
export function start(): void {
  connect();
  window.setInterval(tick, 1_000);
  window.addEventListener('online', connect);
  document.addEventListener('visibilitychange', () => {
    // A browser keeps six connections to a host: pages nobody looks at must not take them.
    if (document.hidden) {
      hangUp();
    } else {
      connect();
    }
  });
}

/** Tries at once instead of after the pause. */
export function connect(): void {
  if (line.value.is === 'open' && source !== undefined) {
    return;
  }
  hangUp();
  line.value = { is: 'connecting' };
  heardAtMs = Date.now();
  source = new EventSource('api/v1/live');
  source.addEventListener('whole', (event) => {
    const whole = heard<Whole>(event);
    sites.value = whole.sites;
  });
  source.addEventListener('change', (event) => {
    const change = heard<Change>(event);
    sites.value = applyChange(sites.value ?? [], change);
  });
  source.addEventListener('beat', (event) => heard<{ nowMs: number }>(event));
  source.addEventListener('error', retryLater);
}

function hangUp(): void {
  window.clearTimeout(retryTimer);
  source?.close();
  source = undefined;
}

function heard<T extends { readonly nowMs: number }>(event: Event): T {
  const message = JSON.parse((event as MessageEvent<string>).data) as T;
  heardAtMs = Date.now();
  skewMs = message.nowMs - heardAtMs;
  retryMs = FIRST_RETRY_MS;
  line.value = { is: 'open' };
  now.value = message.nowMs;
  return message;
}

function retryLater(): void {
  hangUp();
  // Jitter, so that a wall of screens does not return in step.
  const pause = retryMs * (0.5 + Math.random() / 2);
  retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
  line.value = { is: 'lost', retryAtMs: Date.now() + pause };
  retryTimer = window.setTimeout(connect, pause);
}

function tick(): void {
  now.value = Date.now() + skewMs;
  if (source !== undefined && Date.now() - heardAtMs > SILENCE_MS) {
    retryLater();
  }
}

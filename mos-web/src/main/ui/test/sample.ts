// Small fleets for tests.

import type { Device, FleetEvent, Pool, Site } from '../src/api.ts';

export const NOW = Date.UTC(2026, 10, 20, 12);

export function device(part: Partial<Device> = {}): Device {
  return {
    id: 'cpu',
    kind: 'cpu',
    model: 'vector-16x4',
    state: { name: 'hashing', sinceMs: NOW - 60_000 },
    atMs: NOW,
    hashrateGhs: { value: 0.0152, atMs: NOW, source: 'proven nonces' },
    claimedGhs: { value: 0.0153, atMs: NOW, source: 'kernel counter' },
    claims: 100,
    hardwareErrors: 0,
    duplicates: 0,
    sensors: [],
    ...part,
  };
}

export function pool(part: Partial<Pool> = {}): Pool {
  return {
    source: 'pools',
    url: 'stratum+tcp://pool.example:3333',
    state: 'serving',
    isActive: true,
    sinceMs: NOW - 60_000,
    detail: '',
    shareDifficulty: 0.001,
    replyMs: 40,
    lastJobAtMs: NOW - 5_000,
    ...part,
  };
}

export function share(verdict: 'accepted' | 'rejected' | 'stale', atMs = NOW): FleetEvent {
  return {
    kind: 'share-judged',
    atMs,
    source: 'pools',
    device: 'cpu',
    verdict,
    detail: verdict === 'rejected' ? 'low difficulty' : '',
    shareDifficulty: 0.001,
  };
}

export function site(part: Partial<Site> = {}): Site {
  return {
    site: 'home',
    version: 1,
    receivedAtMs: NOW,
    sequence: 1,
    atMs: NOW,
    uptimeMs: 120_000,
    softwareVersion: '0.1.0',
    hashrateGhs: { value: 0.0152, atMs: NOW, source: '1 of 1 devices' },
    claimedGhs: { value: 0.0153, atMs: NOW, source: '1 of 1 devices' },
    shares: { accepted: 3, rejected: 0, stale: 0, unanswered: 0, acceptedDifficulty: 0.003, blocks: 0, lastAcceptedAtMs: NOW - 3_000 },
    pools: [pool()],
    devices: [device()],
    history: { atMs: [], hashrateGhs: [], claimedGhs: [], accepted: [], rejected: [], stale: [] },
    events: [],
    ...part,
  };
}

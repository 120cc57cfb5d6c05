// What the server sends: the JSON of GET /api/v1/fleet and of the live stream. Field names carry
// their units; absent optional fields are left out, never 0.

export type Reading =
  | { readonly value: number; readonly atMs: number; readonly source: string }
  | { readonly unknown: string; readonly sinceMs: number };

export interface DeviceState {
  readonly name: 'starting' | 'hashing' | 'idle' | 'degraded' | 'offline' | 'closed';
  readonly sinceMs: number;
  readonly fault?: string;
  readonly reason?: string;
}

export interface Device {
  readonly id: string;
  readonly kind: string;
  readonly model: string;
  readonly state: DeviceState;
  readonly atMs: number;
  readonly hashrateGhs: Reading;
  readonly claimedGhs: Reading;
  readonly claims: number;
  readonly hardwareErrors: number;
  readonly duplicates: number;
  readonly sensors: readonly { readonly name: string; readonly tempCelsius: Reading }[];
  /** Only for what is a board. */
  readonly board?: Board;
}

export interface Board {
  readonly powerWatts: Reading;
  readonly coreMillivolts: Reading;
  readonly frequencyMhz: Reading;
  readonly fanRpm: Reading;
  readonly fanPercent: Reading;
  readonly chips: readonly Chip[];
}

/** One chip since the board was opened. */
export interface Chip {
  readonly number: number;
  readonly provenHashes: number;
  readonly nonces: number;
  readonly hardwareErrors: number;
  readonly duplicates: number;
  readonly badCrc: number;
  readonly tempCelsius: Reading;
}

export interface Pool {
  readonly source: string;
  readonly url: string;
  readonly state: 'standby' | 'connecting' | 'serving' | 'probing' | 'backing-off' | 'refused';
  readonly isActive: boolean;
  readonly sinceMs: number;
  readonly detail: string;
  readonly shareDifficulty?: number;
  readonly replyMs?: number;
  readonly lastJobAtMs?: number;
}

export interface Shares {
  readonly accepted: number;
  readonly rejected: number;
  readonly stale: number;
  readonly unanswered: number;
  readonly acceptedDifficulty: number;
  readonly blocks: number;
  readonly lastAcceptedAtMs?: number;
}

/** The last half hour in columns, oldest first; null where nothing was known. */
export interface History {
  readonly atMs: readonly number[];
  readonly hashrateGhs: readonly (number | null)[];
  readonly claimedGhs: readonly (number | null)[];
  readonly accepted: readonly number[];
  readonly rejected: readonly number[];
  readonly stale: readonly number[];
}

export type FleetEvent = { readonly atMs: number } & (
  | { readonly kind: 'device-changed'; readonly device: string; readonly state: DeviceState }
  | { readonly kind: 'pool-serving'; readonly source: string; readonly url: string }
  | {
      readonly kind: 'pool-lost';
      readonly source: string;
      readonly url: string;
      readonly cause: string;
      readonly reason: string;
    }
  | { readonly kind: 'pool-message'; readonly source: string; readonly text: string }
  | { readonly kind: 'new-block'; readonly source: string; readonly prevHash: string }
  | {
      readonly kind: 'share-judged';
      readonly source: string;
      readonly device: string;
      readonly verdict: 'accepted' | 'rejected' | 'stale' | 'unanswered';
      readonly detail: string;
      readonly shareDifficulty: number | null;
    }
  | { readonly kind: 'block-found'; readonly source: string; readonly device: string; readonly hash: string }
  | { readonly kind: 'kernel-chosen'; readonly device: string; readonly kernel: string; readonly reason: string }
  | { readonly kind: 'device-unserved'; readonly device: string; readonly source: string }
  | { readonly kind: 'fallback-started'; readonly reason: string }
  | { readonly kind: 'fallback-stopped'; readonly reason: string }
  | { readonly kind: 'board-cut'; readonly device: string; readonly fault: string; readonly reason: string }
  | { readonly kind: 'board-cut-failed'; readonly device: string; readonly reason: string }
  | { readonly kind: 'board-allowed'; readonly device: string }
  | { readonly kind: 'board-unguarded'; readonly device: string; readonly reason: string }
);

/** A site as it is; in a change, `devices` holds only what changed and the last two what was added. */
export interface Site {
  readonly site: string;
  readonly version: number;
  readonly receivedAtMs: number;
  readonly sequence: number;
  readonly atMs: number;
  readonly uptimeMs: number;
  readonly softwareVersion: string;
  readonly hashrateGhs: Reading;
  readonly claimedGhs: Reading;
  readonly shares: Shares;
  readonly pools: readonly Pool[];
  readonly devices: readonly Device[];
  readonly history: History;
  /** Newest first. */
  readonly events: readonly FleetEvent[];
}

/** One site's part of a change: its totals always, the rest only when it differs. */
export type SiteChange = Omit<Site, 'pools'> & {
  readonly pools?: readonly Pool[];
  /** The devices in order, when one came or went. */
  readonly deviceIds?: readonly string[];
};

export interface Whole {
  readonly version: number;
  readonly nowMs: number;
  readonly sites: readonly Site[];
}

export interface Change {
  readonly version: number;
  readonly nowMs: number;
  /** Sites that are new, or too far ahead to be told as a change. */
  readonly whole?: readonly Site[];
  readonly changed?: readonly SiteChange[];
  readonly removed?: readonly string[];
}

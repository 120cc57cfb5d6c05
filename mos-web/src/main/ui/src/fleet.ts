// Brings the state the page shows up to date with what the stream says.

import type { Change, Device, History, Site, SiteChange } from './api.ts';

/** As much as the server keeps: half an hour of five-second points, and its ring of events. */
const HISTORY_POINTS = 360;
const RECENT_EVENTS = 100;

export function applyChange(sites: readonly Site[], change: Change): readonly Site[] {
  const removed = new Set(change.removed ?? []);
  const whole = new Map((change.whole ?? []).map((site) => [site.site, site]));
  const changed = new Map((change.changed ?? []).map((site) => [site.site, site]));
  const kept = sites
    .filter((site) => !removed.has(site.site))
    .map((site) => {
      const replacement = whole.get(site.site);
      whole.delete(site.site);
      const part = changed.get(site.site);
      return replacement ?? (part ? mergeSite(site, part) : site);
    });
  return [...kept, ...whole.values()];
}

function mergeSite(site: Site, part: SiteChange): Site {
  return {
    ...site,
    ...part,
    pools: part.pools ?? site.pools,
    devices: mergeDevices(site.devices, part.devices, part.deviceIds),
    history: appendHistory(site.history, part.history),
    events: [...part.events, ...site.events].slice(0, RECENT_EVENTS),
  };
}

function mergeDevices(
  devices: readonly Device[],
  changed: readonly Device[],
  ids: readonly string[] | undefined,
): readonly Device[] {
  const newest = new Map([...devices, ...changed].map((device) => [device.id, device]));
  const order = ids ?? devices.map((device) => device.id);
  return order.flatMap((id) => newest.get(id) ?? []);
}

function appendHistory(history: History, added: History): History {
  return {
    atMs: append(history.atMs, added.atMs),
    hashrateGhs: append(history.hashrateGhs, added.hashrateGhs),
    claimedGhs: append(history.claimedGhs, added.claimedGhs),
    accepted: append(history.accepted, added.accepted),
    rejected: append(history.rejected, added.rejected),
    stale: append(history.stale, added.stale),
  };
}

function append<T>(column: readonly T[], added: readonly T[]): readonly T[] {
  return added.length === 0 ? column : [...column, ...added].slice(-HISTORY_POINTS);
}

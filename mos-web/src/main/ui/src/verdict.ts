// The first sentence of the page: is all well, and if not, what it means and what to do.

import type { Device, Pool, Reading, Site } from './api.ts';
import { count, duration, host, si } from './format.ts';

/** How good a thing is; a note is neither good nor bad. */
export type Level = 'good' | 'watch' | 'bad' | 'unknown' | 'note';

export interface Verdict {
  readonly level: Level;
  /** What is the matter in words that do not change each second: told to screen readers. */
  readonly matter: string;
  readonly title: string;
  readonly detail: string;
  /** The titles of what else is the matter. */
  readonly also?: readonly string[];
}

/** From this share of the last hundred events' shares on, refusals are worth a word. */
const REFUSED_WATCH = 0.02;
const REFUSED_BAD = 0.5;
const ENOUGH_SHARES = 20;

/** Jobs come with every block and, from most pools, each half minute; ten minutes without is odd. */
const JOB_OLD_MS = 600_000;

export function judge(site: Site | undefined, nowMs: number): Verdict {
  if (site === undefined) {
    return {
      level: 'unknown',
      matter: 'Starting',
      title: 'Starting',
      detail:
        'mos has not reported yet. Its first report comes about a second after the devices are open; ' +
        'if this stays, the log says what it is waiting for.',
    };
  }
  const stopped = nothingToHashWith(site) ?? nothingToHashFor(site) ?? noPoolServes(site, nowMs) ?? notHashing(site, nowMs);
  const matters = [stopped, someDevices(site), refused(site), stopped ? undefined : oldJob(site, nowMs)]
    .filter((matter) => matter !== undefined)
    .sort((a, b) => SEVERITY[a.level] - SEVERITY[b.level]);
  const [first, ...others] = matters;
  return first === undefined ? allWell(site) : { ...first, also: others.map((other) => other.title) };
}

const SEVERITY: Record<Level, number> = { bad: 0, watch: 1, unknown: 2, note: 3, good: 4 };

export function activePool(site: Site): Pool | undefined {
  return site.pools.find((pool) => pool.isActive && pool.state === 'serving');
}

export function stateLevel(device: Device): Level {
  switch (device.state.name) {
    case 'hashing':
      return 'good';
    case 'idle':
    case 'degraded':
      return 'watch';
    case 'offline':
      return 'bad';
    case 'starting':
    case 'closed':
      return 'note';
  }
}

export function poolLevel(pool: Pool): Level {
  switch (pool.state) {
    case 'serving':
      return 'good';
    case 'connecting':
    case 'probing':
      return 'watch';
    case 'backing-off':
    case 'refused':
      return 'bad';
    case 'standby':
      return 'note';
  }
}

export function known(reading: Reading): number | undefined {
  return 'value' in reading ? reading.value : undefined;
}

export function hashrate(ghs: number): string {
  const { figure, unit } = si(ghs * 1e9, 'H/s');
  return `${figure} ${unit}`;
}

function nothingToHashWith(site: Site): Verdict | undefined {
  if (site.devices.length > 0) {
    return undefined;
  }
  return {
    level: 'bad',
    matter: 'No device to hash with',
    title: 'No device to hash with',
    detail: 'No board was found and the CPU is switched off. Plug a board in, or allow the CPU to hash in the configuration.',
  };
}

function nothingToHashFor(site: Site): Verdict | undefined {
  if (site.pools.length > 0) {
    return undefined;
  }
  return {
    level: 'bad',
    matter: 'No pool is configured',
    title: 'No pool is configured',
    detail:
      `${devicesText(site.devices)} ready but nobody gives work. ` +
      'Run “mos config init”, put your pool (or your own node) into the file, then “mos config check”.',
  };
}

function noPoolServes(site: Site, nowMs: number): Verdict | undefined {
  if (activePool(site)) {
    return undefined;
  }
  const first = site.pools.find((pool) => pool.state === 'connecting') ?? site.pools[0];
  if (first === undefined) {
    return undefined;
  }
  const names = site.pools.length === 1 ? host(first.url) : `none of ${site.pools.length} pools`;
  if (site.pools.every((pool) => pool.state === 'refused')) {
    return {
      level: 'bad',
      matter: 'No pool accepts us',
      title: site.pools.length === 1 ? `${names} refuses us` : `All ${site.pools.length} pools refuse us`,
      detail: `${reasonOf(first)}Nothing is hashed until the configuration is put right; check account and address there.`,
    };
  }
  if (site.pools.every((pool) => pool.state === 'connecting' || pool.state === 'standby')) {
    return {
      level: 'watch',
      matter: 'Connecting',
      title: `Connecting to ${host(first.url)}`,
      detail: `${reasonOf(first)}Hashing begins with its first job.`,
    };
  }
  return {
    level: 'bad',
    matter: 'No pool serves',
    title: site.pools.length === 1 ? `${names} does not serve` : 'No pool serves',
    detail:
      `${reasonOf(first)}Nothing has been earned for ${duration(nowMs - newestLoss(site))}. ` +
      'mos goes on trying by itself; if it lasts, check this machine’s network, then the pool’s own page.',
  };
}

function notHashing(site: Site, nowMs: number): Verdict | undefined {
  if (site.devices.some((device) => device.state.name === 'hashing' || device.state.name === 'degraded')) {
    return undefined;
  }
  const device = site.devices[0];
  const pool = activePool(site);
  if (device === undefined || pool === undefined) {
    return undefined;
  }
  if (site.devices.every((each) => each.state.name === 'starting')) {
    return {
      level: 'watch',
      matter: 'Devices are starting',
      title: 'Devices are starting',
      detail: `${host(pool.url)} is ready; ${device.id} has been starting ${duration(nowMs - device.state.sinceMs)}.`,
    };
  }
  const why = device.state.reason ? `: ${device.state.reason}` : '';
  return {
    level: site.devices.every((each) => each.state.name === 'idle') ? 'watch' : 'bad',
    matter: 'Nothing hashes',
    title: 'Nothing hashes',
    detail: `${host(pool.url)} gives work, but ${device.id} is ${device.state.name}${why}.`,
  };
}

/** How the last shares fared; before there are enough of them, all since the start. */
export function refusals(site: Site): { readonly level: Level; readonly refused: number; readonly judged: number } {
  const recent = site.events.flatMap((event) => (event.kind === 'share-judged' ? [event.verdict] : []));
  const { accepted, rejected, stale, unanswered } = site.shares;
  const isRecent = recent.length >= ENOUGH_SHARES;
  const judged = isRecent ? recent.length : accepted + rejected + stale + unanswered;
  const refused = isRecent ? recent.filter((verdict) => verdict !== 'accepted').length : judged - accepted;
  const part = judged < ENOUGH_SHARES ? 0 : refused / judged;
  const level = judged === 0 ? 'unknown' : part >= REFUSED_BAD ? 'bad' : part >= REFUSED_WATCH ? 'watch' : 'good';
  return { level, refused, judged };
}

function refused(site: Site): Verdict | undefined {
  const { level, refused: bad, judged } = refusals(site);
  if (level === 'good' || level === 'unknown') {
    return undefined;
  }
  const last = site.events.find((event) => event.kind === 'share-judged' && event.verdict !== 'accepted');
  const because = last?.kind === 'share-judged' && last.detail !== '' ? ` The last answer was “${last.detail}”.` : '';
  return {
    level,
    matter: 'Shares are refused',
    title: `${count(bad)} of the last ${count(judged)} shares were not accepted`,
    detail: `Hashing goes on at ${rate(site)}, but that work is not paid.${because} If it lasts, check the account and the pool’s own page.`,
  };
}

function someDevices(site: Site): Verdict | undefined {
  const troubled = site.devices
    .filter((device) => device.state.name === 'offline' || device.state.name === 'degraded')
    .sort((a, b) => SEVERITY[stateLevel(a)] - SEVERITY[stateLevel(b)]);
  const first = troubled[0];
  if (first === undefined) {
    return undefined;
  }
  const others = troubled.length > 1 ? ` and ${count(troubled.length - 1)} more ${troubled.length > 2 ? 'are' : 'is'} not well` : '';
  const why = first.state.reason ? `${sentence(first.state.reason)} ` : '';
  return {
    level: stateLevel(first),
    matter: 'A device fails',
    title: `${first.id} is ${first.state.name}${others}`,
    detail: `${why}The site hashes at ${rate(site)}.`,
  };
}

function oldJob(site: Site, nowMs: number): Verdict | undefined {
  const pool = activePool(site);
  if (pool?.lastJobAtMs === undefined || nowMs - pool.lastJobAtMs < JOB_OLD_MS) {
    return undefined;
  }
  return {
    level: 'watch',
    matter: 'No new job',
    title: `No new job for ${duration(nowMs - pool.lastJobAtMs)}`,
    detail: `Hashing goes on at ${rate(site)} on the last job of ${host(pool.url)}; shares may come too late.`,
  };
}

function allWell(site: Site): Verdict {
  const pool = activePool(site);
  const shares = site.shares;
  const judged = shares.accepted + shares.rejected + shares.stale + shares.unanswered;
  const paid =
    judged === 0
      ? 'No share found yet; the first may take a while.'
      : shares.accepted === judged
        ? judged === 1
          ? 'The first share was accepted.'
          : `All ${count(judged)} shares accepted.`
        : `${count(shares.accepted)} of ${count(judged)} shares accepted.`;
  const speed = known(site.hashrateGhs);
  return {
    level: 'good',
    matter: 'Hashing',
    title: speed === undefined ? 'Hashing' : `Hashing at ${hashrate(speed)}`,
    detail: `For ${pool === undefined ? 'no pool' : host(pool.url)}. ${paid}`,
  };
}

function rate(site: Site): string {
  const speed = known(site.hashrateGhs);
  return speed === undefined ? 'a rate not measured yet' : hashrate(speed);
}

function reasonOf(pool: Pool): string {
  return pool.detail === '' ? '' : `${sentence(pool.detail)} `;
}

function sentence(text: string): string {
  const end = /[.!?…]$/.test(text) ? '' : '.';
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${end}`;
}

/** When the last endpoint that could have served left off. */
function newestLoss(site: Site): number {
  const lost = site.events.find((event) => event.kind === 'pool-lost');
  return lost?.atMs ?? Math.min(...site.pools.map((pool) => pool.sinceMs));
}

function devicesText(devices: readonly Device[]): string {
  const first = devices[0];
  if (devices.length === 1 && first !== undefined) {
    return `${first.id} is`;
  }
  return `${devices.length} devices are`;
}

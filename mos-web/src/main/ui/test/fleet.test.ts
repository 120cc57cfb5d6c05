import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tell } from '../src/events.ts';
import { applyChange } from '../src/fleet.ts';
import { columns, minutes, timeWindow } from '../src/series.ts';
import { device, NOW, pool, share, site } from './sample.ts';

const NONE = { atMs: [], hashrateGhs: [], claimedGhs: [], accepted: [], rejected: [], stale: [] };

test('merges a change into what it knows', () => {
  const before = site({ devices: [device(), device({ id: 'board' })], events: [share('stale')] });
  const { pools: _, ...part } = site({
    version: 2,
    devices: [device({ id: 'board', claims: 7 })],
    history: { atMs: [NOW], hashrateGhs: [0.1], claimedGhs: [null], accepted: [1], rejected: [0], stale: [0] },
    events: [share('accepted')],
  });
  const [after] = applyChange([before], { version: 2, nowMs: NOW, changed: [part] });
  assert.deepEqual(after?.devices.map((each) => [each.id, each.claims]), [['cpu', 100], ['board', 7]]);
  assert.deepEqual(after?.pools, [pool()]);
  assert.deepEqual(after?.history.hashrateGhs, [0.1]);
  assert.deepEqual(after?.events.map((event) => event.kind === 'share-judged' && event.verdict), ['accepted', 'stale']);
});

test('drops a device that went and a site that was removed', () => {
  const before = [site({ devices: [device(), device({ id: 'board' })] }), site({ site: 'barn' })];
  const { pools: _, ...part } = site({ devices: [], history: NONE });
  const after = applyChange(before, { version: 2, nowMs: NOW, changed: [{ ...part, deviceIds: ['board'] }], removed: ['barn'] });
  assert.deepEqual(after.map((each) => each.site), ['home']);
  assert.deepEqual(after[0]?.devices.map((each) => each.id), ['board']);
});

test('takes a site that is too far ahead as a whole', () => {
  const after = applyChange([site()], { version: 9, nowMs: NOW, whole: [site({ version: 9 }), site({ site: 'barn' })] });
  assert.deepEqual(after.map((each) => [each.site, each.version]), [['home', 9], ['barn', 1]]);
});

test('keeps no more history than the server does', () => {
  const { pools: _, ...part } = site({
    history: {
      atMs: Array.from({ length: 400 }, (__, i) => NOW + i),
      hashrateGhs: [],
      claimedGhs: [],
      accepted: [],
      rejected: [],
      stale: [],
    },
  });
  assert.equal(applyChange([site()], { version: 2, nowMs: NOW, changed: [part] })[0]?.history.atMs.length, 360);
});

test('leaves gaps open', () => {
  const history = { ...NONE, atMs: [0, 5_000, 60_000], hashrateGhs: [1, 1, 1], claimedGhs: [1, 1, 1] };
  const [at, proven] = columns(history);
  assert.deepEqual(at, [0, 5, 32.5, 60]);
  assert.deepEqual(proven, [1e9, 1e9, null, 1e9]);
});

test('shows at least two minutes and at most half an hour', () => {
  assert.deepEqual(timeWindow({ ...NONE, atMs: [NOW - 10_000] }, NOW), [NOW / 1000 - 120, NOW / 1000]);
  assert.deepEqual(timeWindow({ ...NONE, atMs: [NOW - 7_200_000] }, NOW), [NOW / 1000 - 1800, NOW / 1000]);
});

test('sums history up by the minute', () => {
  const history = {
    ...NONE,
    atMs: [0, 30_000, 60_000],
    hashrateGhs: [1, 3, null],
    accepted: [1, 4, 9],
    rejected: [0, 0, 1],
    stale: [0, 0, 1],
  };
  assert.deepEqual(minutes(history), [
    { atMs: 60_000, hashesPerSecond: undefined, accepted: 5, refused: 2 },
    { atMs: 0, hashesPerSecond: 2e9, accepted: 3, refused: 0 },
  ]);
});

test('tells shares judged alike in a row as one line', () => {
  const verdicts = ['accepted', 'accepted', 'rejected', 'rejected', 'accepted'] as const;
  const told = tell(verdicts.map((verdict, i) => share(verdict, NOW - i)));
  assert.deepEqual(told.map((line) => line.sentence), ['2 shares accepted', '2 shares rejected: low difficulty', 'Share of cpu accepted']);
  assert.equal(new Set(told.map((line) => line.key)).size, told.length);
});

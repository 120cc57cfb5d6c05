import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from '../src/verdict.ts';
import { device, NOW, pool, share, site } from './sample.ts';

test('says that all is well, for whom and how fast', () => {
  const verdict = judge(site(), NOW);
  assert.equal(verdict.level, 'good');
  assert.equal(verdict.title, 'Hashing at 15.2 MH/s');
  assert.equal(verdict.detail, 'For pool.example:3333. All 3 shares accepted.');
});

test('speaks of one share as one', () => {
  const first = site();
  const verdict = judge({ ...first, shares: { ...first.shares, accepted: 1, rejected: 0, stale: 0, unanswered: 0 } }, NOW);
  assert.equal(verdict.detail, 'For pool.example:3333. The first share was accepted.');
});

test('teaches when there is nobody to work for', () => {
  const verdict = judge(site({ pools: [] }), NOW);
  assert.equal(verdict.title, 'No pool is configured');
  assert.match(verdict.detail, /mos config init/);
});

test('gives the reason when no pool serves', () => {
  const lost = pool({ state: 'backing-off', isActive: false, detail: 'connection refused', sinceMs: NOW - 90_000 });
  const verdict = judge(site({ pools: [lost] }), NOW);
  assert.equal(verdict.level, 'bad');
  assert.equal(verdict.title, 'pool.example:3333 does not serve');
  assert.match(verdict.detail, /^Connection refused\. Nothing has been earned for 1 min\./);
});

test('is not alarmed while the first connection is made', () => {
  const verdict = judge(site({ pools: [pool({ state: 'connecting', isActive: false })] }), NOW);
  assert.equal(verdict.level, 'watch');
});

test('does not say hashing when no device hashes', () => {
  const idle = device({ state: { name: 'idle', reason: 'no job yet', sinceMs: NOW } });
  assert.equal(judge(site({ devices: [idle] }), NOW).title, 'Nothing hashes');
});

test('says when half the shares are refused, and with which words', () => {
  const events = Array.from({ length: 40 }, (_, i) => share(i % 2 === 0 ? 'rejected' : 'accepted'));
  const verdict = judge(site({ events }), NOW);
  assert.equal(verdict.level, 'bad');
  assert.equal(verdict.title, '20 of the last 40 shares were not accepted');
  assert.match(verdict.detail, /low difficulty/);
});

test('puts the worst first and names the rest', () => {
  const hot = { name: 'degraded' as const, fault: 'hot', reason: 'chip at 80 °C', sinceMs: NOW };
  const events = Array.from({ length: 40 }, (_, i) => share(i % 2 === 0 ? 'rejected' : 'accepted'));
  const late = pool({ lastJobAtMs: NOW - 900_000 });
  const verdict = judge(site({ devices: [device({ state: hot })], events, pools: [late] }), NOW);
  assert.equal(verdict.title, '20 of the last 40 shares were not accepted');
  assert.deepEqual(verdict.also, ['cpu is degraded', 'No new job for 15 min']);
});

test('lets one refused share among many pass', () => {
  const events = Array.from({ length: 100 }, (_, i) => share(i === 0 ? 'stale' : 'accepted'));
  assert.equal(judge(site({ events }), NOW).level, 'good');
});

test('names the device that fails while others go on', () => {
  const broken = device({ id: 'board-2', state: { name: 'offline', fault: 'silent', reason: 'no answer', sinceMs: NOW } });
  const verdict = judge(site({ devices: [device(), broken] }), NOW);
  assert.equal(verdict.level, 'bad');
  assert.equal(verdict.title, 'board-2 is offline');
  assert.equal(verdict.detail, 'No answer. The site hashes at 15.2 MH/s.');
});

test('starts without a word of alarm', () => {
  assert.equal(judge(undefined, NOW).level, 'unknown');
});

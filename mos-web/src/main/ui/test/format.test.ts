import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aboutPercent, ago, clockLabels, count, duration, figures, host, largeCount, percent, si } from '../src/format.ts';

function text(value: number, unit: string): string {
  const quantity = si(value, unit);
  return `${quantity.figure} ${quantity.unit}`;
}

test('shows three significant figures with the prefix that fits', () => {
  assert.equal(text(15_234_567, 'H/s'), '15.2 MH/s');
  assert.equal(text(1.02e15, 'H/s'), '1.02 PH/s');
  assert.equal(text(3_400, 'W'), '3.40 kW');
  assert.equal(text(999, 'H/s'), '999 H/s');
  assert.equal(text(0, 'H/s'), '0 H/s');
});

test('moves to the next prefix when rounding reaches a thousand', () => {
  assert.equal(text(999.4, 'W'), '999 W');
  assert.equal(text(999.6, 'W'), '1.00 kW');
  assert.equal(text(999_999_999, 'H/s'), '1.00 GH/s');
});

test('keeps the exact value beside it', () => {
  assert.equal(si(15_234_567, 'H/s').exact, '15,234,567 H/s');
  assert.equal(si(8192, '').exact, '8,192');
  assert.equal(si(15_413_063.58, 'H/s').exact, '15,413,064 H/s');
  assert.equal(si(0.0123, '').exact, '0.0123');
});

test('shows difficulties below one without losing them', () => {
  assert.equal(figures(0.0123), '0.0123');
  assert.equal(figures(0.001), '0.00100');
  assert.equal(figures(0.00000238), '2.38×10⁻⁶');
  assert.equal(figures(9.999e-10), '1.00×10⁻⁹');
  assert.equal(figures(61.23), '61.2');
});

test('counts digit for digit', () => {
  assert.equal(count(1_234_567), '1,234,567');
  assert.equal(largeCount(9_999_999), '9,999,999');
  assert.equal(largeCount(12_345_678), '12.3 M');
});

test('never rounds a part up to the whole', () => {
  assert.equal(percent(0), '0 %');
  assert.equal(percent(0.0012), '0.12 %');
  assert.equal(percent(0.9987), '99.9 %');
  assert.equal(percent(0.99999), '99.9 %');
  assert.equal(percent(1), '100 %');
});

test('tells durations in at most two units', () => {
  assert.equal(duration(-5), '0 s');
  assert.equal(duration(59_999), '59 s');
  assert.equal(duration(240_000), '4 min');
  assert.equal(duration(7_500_000), '2 h 5 min');
  assert.equal(duration(7_200_000), '2 h');
  assert.equal(duration(90_000_000), '1 d 1 h');
});

test('turns absolute after a day', () => {
  const now = Date.UTC(2026, 10, 20, 12);
  assert.equal(ago(now - 2_000, now), '2 s ago');
  assert.match(ago(now - 100_000_000, now), /Nov/);
});

test('names a pool without its scheme', () => {
  assert.equal(host('stratum+tcp://pool.example:3333/'), 'pool.example:3333');
});

test('labels a time axis to the second only where minutes would repeat', () => {
  const at = new Date(2026, 10, 20, 14, 3, 0).getTime() / 1000;
  assert.deepEqual(clockLabels([at, at + 30, at + 60], 30), ['14:03:00', '14:03:30', '14:04:00']);
  assert.deepEqual(clockLabels([at, at + 300], 300), ['14:03', '14:08']);
});

test('tells what chance moves to the percent alone', () => {
  assert.equal(aboutPercent(0.9874), '99 %');
  assert.equal(aboutPercent(1.124), '112 %');
});

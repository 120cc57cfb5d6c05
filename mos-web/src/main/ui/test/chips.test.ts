import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Chip } from '../src/api.ts';
import { efficiency, troubledChips } from '../src/chips.ts';
import { NOW } from './sample.ts';

function chip(number: number, part: Partial<Chip> = {}): Chip {
  return {
    number,
    provenHashes: 0,
    nonces: 100,
    hardwareErrors: 1,
    duplicates: 0,
    badCrc: 0,
    tempCelsius: { unknown: 'no diode', sinceMs: NOW },
    ...part,
  };
}

test('names the chip that finds nothing while the others do', () => {
  assert.deepEqual(troubledChips([chip(0), chip(1, { nonces: 0 }), chip(2)]), [1]);
});

test('waits until there is something to compare', () => {
  assert.deepEqual(troubledChips([chip(0, { nonces: 3 }), chip(1, { nonces: 0 })]), []);
  assert.deepEqual(troubledChips([]), []);
});

test('names the chip that answers wrongly', () => {
  assert.deepEqual(troubledChips([chip(0), chip(1, { hardwareErrors: 6 })]), [1]);
  assert.deepEqual(troubledChips([chip(0, { nonces: 10, hardwareErrors: 9 })]), []);
});

test('efficiency is watts by terahashes a second, as old as its older half', () => {
  const watts = { value: 18, atMs: NOW - 1000, source: 'INA260' };
  const rate = { value: 1200, atMs: NOW, source: 'proven nonces' };
  assert.deepEqual(efficiency(watts, rate), { value: 15, atMs: NOW - 1000, source: 'INA260 by proven nonces' });
  assert.deepEqual(efficiency(watts, { ...rate, value: 0 }), { unknown: 'nothing is hashed', sinceMs: NOW });
  const unknown = { unknown: 'not measured', sinceMs: NOW };
  assert.equal(efficiency(unknown, rate), unknown);
  assert.equal(efficiency(watts, unknown), unknown);
});

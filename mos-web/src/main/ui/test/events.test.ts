import assert from 'node:assert/strict';
import { test } from 'node:test';
import { one } from '../src/events.ts';
import { NOW } from './sample.ts';

const about = { atMs: NOW, device: 'board-1' } as const;

test('says what a board was cut off for', () => {
  const line = one({ ...about, kind: 'board-cut', fault: 'over-temperature', reason: 'chip at 75.5 °C' });
  assert.equal(line.level, 'bad');
  assert.equal(line.sentence, 'board-1 was cut off: over temperature');
  assert.equal(line.detail, 'chip at 75.5 °C');
});

test('says what to do when a board cannot be cut off', () => {
  const line = one({ ...about, kind: 'board-cut-failed', reason: 'no answer' });
  assert.equal(line.level, 'bad');
  assert.equal(line.sentence, 'board-1 could not be cut off: unplug it');
});

test('tells good news of a board, and what it lacks', () => {
  assert.equal(one({ ...about, kind: 'board-allowed' }).level, 'good');
  assert.equal(one({ ...about, kind: 'board-unguarded', reason: 'no temperature sensor' }).level, 'watch');
});

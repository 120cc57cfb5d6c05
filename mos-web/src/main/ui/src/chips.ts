// What a board's readings say of its chips and of the power they take.

import type { Chip, Reading } from './api.ts';

/** Fewer nonces than this of a chip say nothing; chance alone leaves a chip out that often. */
const ENOUGH_NONCES = 20;

/** From this part of wrong answers on a chip is worth a look. */
const BAD_PART = 0.05;

/** Numbers of the chips that find nothing while the others do, or that answer wrongly. */
export function troubledChips(chips: readonly Chip[]): number[] {
  const mean = chips.reduce((sum, chip) => sum + chip.nonces, 0) / Math.max(1, chips.length);
  return chips.filter((chip) => isSilent(chip, mean) || isWrong(chip)).map((chip) => chip.number);
}

function isSilent(chip: Chip, mean: number): boolean {
  return chip.nonces === 0 && mean >= ENOUGH_NONCES;
}

function isWrong(chip: Chip): boolean {
  const claims = chip.nonces + chip.hardwareErrors;
  return claims >= ENOUGH_NONCES && chip.hardwareErrors / claims > BAD_PART;
}

/** Joules for 10^12 hashes: watts by terahashes a second. */
export function efficiency(powerWatts: Reading, hashrateGhs: Reading): Reading {
  if (!('value' in powerWatts)) {
    return powerWatts;
  }
  if (!('value' in hashrateGhs)) {
    return hashrateGhs;
  }
  if (hashrateGhs.value <= 0) {
    return { unknown: 'nothing is hashed', sinceMs: hashrateGhs.atMs };
  }
  return {
    value: powerWatts.value / (hashrateGhs.value / 1000),
    atMs: Math.min(powerWatts.atMs, hashrateGhs.atMs),
    source: `${powerWatts.source} by ${hashrateGhs.source}`,
  };
}

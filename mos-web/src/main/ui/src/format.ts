// Numbers and times as people read them: three significant figures with an SI prefix, the exact
// value beside it for whoever hovers, relative times up to a day.

/** Stands for what is not known; never 0. */
export const DASH = '–';

const PREFIXES = ['', 'k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'] as const;

/** Below this many, a plain number is shown as it is. */
const SMALLEST_PLAIN = 0.001;

const GROUPED = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const EXACT = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 15 });

export interface Quantity {
  /** The figure, such as `15.2`. */
  readonly figure: string;
  /** Its unit with prefix, such as `MH/s`; empty for a bare number below 1000. */
  readonly unit: string;
  /** All of it, in the unit without prefix. */
  readonly exact: string;
}

/** 15234567 H/s → 15.2 MH/s. */
export function si(value: number, unit: string): Quantity {
  const scale = siScale(value);
  return {
    figure: figures(value / scale.factor),
    unit: scale.prefix + unit,
    exact: `${(value < 1000 ? EXACT : GROUPED).format(value)} ${unit}`.trimEnd(),
  };
}

export interface Scale {
  readonly factor: number;
  readonly prefix: string;
}

/** The prefix under which a value reads between 1 and 999, after rounding to three figures. */
export function siScale(value: number): Scale {
  let power = 0;
  let rest = roundedToThree(Math.abs(value));
  while (rest >= 1000 && power < PREFIXES.length - 1) {
    rest /= 1000;
    power++;
  }
  return { factor: 1000 ** power, prefix: PREFIXES[power] ?? '' };
}

/** Three significant figures without a prefix; very small numbers as a power of ten. */
export function figures(value: number): string {
  if (value === 0) {
    return '0';
  }
  const size = Math.abs(value);
  if (size < SMALLEST_PLAIN) {
    const exponent = Math.floor(Math.log10(roundedToThree(size)));
    return `${(value / 10 ** exponent).toFixed(2)}×10${superscript(exponent)}`;
  }
  const decimals = 2 - Math.floor(Math.log10(roundedToThree(size)));
  return value.toFixed(Math.max(0, Math.min(decimals, 5)));
}

/** A count, digit for digit: 12345 → 12,345. */
export function count(value: number): string {
  return GROUPED.format(value);
}

/** From here on a count is too long to be read at a glance. */
const LONG_COUNT = 10_000_000;

/** A count to be seen from afar: digit for digit up to seven of them, then 12.3 M. */
export function largeCount(value: number): string {
  if (value < LONG_COUNT) {
    return count(value);
  }
  const { figure, unit } = si(value, '');
  return `${figure} ${unit}`;
}

/** A part of about the whole, to the percent: 0.987 → 99 %. For what chance moves anyway. */
export function aboutPercent(part: number): string {
  return `${Math.round(part * 100)} %`;
}

/** A share of a whole: 0.9987 → 99.9 %. Less than the whole never reads as the whole. */
export function percent(part: number): string {
  const value = part * 100;
  if (value === 0 || value >= 100) {
    return `${value.toFixed(0)} %`;
  }
  return `${Math.min(value, 99.9).toFixed(value < 10 ? 2 : 1)} %`;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long: 3 s, 4 min, 2 h 5 min, 3 d 4 h. */
export function duration(ms: number): string {
  if (ms < MINUTE) {
    return `${Math.max(0, Math.floor(ms / SECOND))} s`;
  }
  if (ms < HOUR) {
    return `${Math.floor(ms / MINUTE)} min`;
  }
  if (ms < DAY) {
    return joined(Math.floor(ms / HOUR), 'h', Math.floor((ms % HOUR) / MINUTE), 'min');
  }
  return joined(Math.floor(ms / DAY), 'd', Math.floor((ms % DAY) / HOUR), 'h');
}

/** How long ago, and after a day when: in the reader's own zone. */
export function ago(atMs: number, nowMs: number): string {
  const age = nowMs - atMs;
  return age < DAY ? `${duration(age)} ago` : dateTime(atMs);
}

/** Since when a state holds: `for 4 min`, after a day `since 20 Nov, 14:03`. */
export function since(sinceMs: number, nowMs: number): string {
  const age = nowMs - sinceMs;
  return age < DAY ? `for ${duration(age)}` : `since ${dateTime(sinceMs)}`;
}

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DATE_TIME = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

export function clock(atMs: number): string {
  return CLOCK.format(atMs);
}

/** Labels of a time axis in seconds: to the minute, or to the second where that would repeat itself. */
export function clockLabels(splits: readonly number[], stepSeconds: number): string[] {
  return splits.map((at) => (stepSeconds < 60 ? clock(at * 1000) : clock(at * 1000).slice(0, 5)));
}

export function dateTime(atMs: number): string {
  return DATE_TIME.format(atMs);
}

/** A pool's address without the scheme: what a person recognises it by. */
export function host(url: string): string {
  return url.replace(/^[a-z0-9+]+:\/\//i, '').replace(/\/$/, '');
}

function roundedToThree(value: number): number {
  return Number(value.toPrecision(3));
}

function joined(big: number, bigUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`;
}

function superscript(exponent: number): string {
  const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹';
  return String(exponent)
    .split('')
    .map((char) => (char === '-' ? '⁻' : (digits[Number(char)] ?? '')))
    .join('');
}

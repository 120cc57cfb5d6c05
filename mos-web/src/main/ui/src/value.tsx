import type { Reading } from './api.ts';
import { ago, DASH, figures, si } from './format.ts';

/** Nothing known: a dash that says why when asked. */
export function Unknown({ reason }: { reason: string }) {
  return (
    <abbr class="unknown" title={reason} tabIndex={0}>
      <span aria-hidden="true">{DASH}</span>
      <span class="sr-only">unknown: {reason}</span>
    </abbr>
  );
}

/** A figure with its unit smaller beside it and the exact value on hover. */
export function Figure({ figure, unit, title }: { figure: string; unit: string; title: string }) {
  return (
    <span class="figure" title={title}>
      {figure} {unit !== '' && <span class="unit">{unit}</span>}
    </span>
  );
}

export function HashRate({ reading, nowMs }: { reading: Reading; nowMs: number }) {
  if (!('value' in reading)) {
    return <Unknown reason={reading.unknown} />;
  }
  const { figure, unit, exact } = si(reading.value * 1e9, 'H/s');
  return <Figure figure={figure} unit={unit} title={`${exact}, ${reading.source}, ${ago(reading.atMs, nowMs)}`} />;
}

/** A value in a table, whose unit stands in the column's head. */
export function Cell({ reading, scale, unit, nowMs }: { reading: Reading; scale: number; unit: string; nowMs: number }) {
  if (!('value' in reading)) {
    return <Unknown reason={reading.unknown} />;
  }
  return (
    <span title={`${reading.value / scale} ${unit}, ${reading.source}, ${ago(reading.atMs, nowMs)}`}>
      {figures(reading.value / scale)}
    </span>
  );
}

// The hash rate of the last half hour: proven as a line, the devices' own count as a thin one,
// gaps open, turning points as ticks below. Canvas for eyes, a sentence and a table for ears.

import { useEffect, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { FleetEvent, Site } from './api.ts';
import { isTurningPoint, one } from './events.ts';
import { clock, clockLabels, count, DASH, duration, figures, si, siScale } from './format.ts';
import { now } from './live.ts';
import { columns, minutes, timeWindow, type Columns } from './series.ts';
import { hashrate } from './verdict.ts';

const HEIGHT = 216;

/** Redrawn this often without news too, so that silence grows into a visible gap. */
const REDRAW_MS = 5_000;

/** How near, in pixels, the pointer must be to a tick to be told what it means. */
const NEAR_PX = 6;

interface Shown {
  readonly data: Columns;
  readonly span: [number, number];
  readonly ticks: readonly FleetEvent[];
}

interface Hover {
  readonly left: number;
  readonly isRight: boolean;
  readonly lines: readonly string[];
}

export function Chart({ site }: { site: Site }) {
  const beat = Math.floor(now.value / REDRAW_MS);
  const span = timeWindow(site.history, now.value);
  const isEmpty = !site.history.hashrateGhs.some((value) => value !== null);
  return (
    <section class="block chart" aria-labelledby="chart-title">
      <div class="block-head">
        <h2 id="chart-title">Hash rate, last {duration(Math.round(span[1] - span[0]) * 1000)}</h2>
        <ul class="legend" aria-hidden="true">
          <li class="key-proven">proven</li>
          <li class="key-claimed">own count</li>
          <li class="key-tick">change</li>
        </ul>
      </div>
      {isEmpty ? (
        <p class="empty">No rate yet: it is measured from nonces that were checked, for at least five seconds.</p>
      ) : (
        <Plot site={site} beat={beat} />
      )}
      <ForEars site={site} />
    </section>
  );
}

function Plot({ site, beat }: { site: Site; beat: number }) {
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const shown = useRef<Shown>({ data: [[], [], []], span: [0, 1], ticks: [] });
  const [hover, setHover] = useState<Hover | undefined>(undefined);

  shown.current = {
    data: columns(site.history),
    span: timeWindow(site.history, now.value),
    ticks: site.events.filter(isTurningPoint),
  };

  useEffect(() => {
    const element = holder.current;
    if (element === null) {
      return undefined;
    }
    const draw = () => {
      plot.current?.destroy();
      plot.current = new uPlot(options(element, shown, setHover), shown.current.data, element);
    };
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    const width = new ResizeObserver(() => plot.current?.setSize({ width: element.clientWidth, height: HEIGHT }));
    draw();
    dark.addEventListener('change', draw);
    width.observe(element);
    return () => {
      dark.removeEventListener('change', draw);
      width.disconnect();
      plot.current?.destroy();
      plot.current = undefined;
    };
  }, []);

  useEffect(() => {
    const current = plot.current;
    if (current !== undefined && !isZoomed(current, shown.current)) {
      current.setData(shown.current.data);
    }
  }, [beat, site.history, site.events]);

  return (
    <div class="plot" ref={holder} aria-hidden="true">
      {hover !== undefined && (
        <div class={hover.isRight ? 'tip tip-left' : 'tip'} style={{ left: `${hover.left}px` }}>
          {hover.lines.map((text) => (
            <div key={text}>{text}</div>
          ))}
        </div>
      )}
    </div>
  );
}

/** Whoever has dragged a window keeps it until the double click. */
function isZoomed(plot: uPlot, shown: Shown): boolean {
  const { min, max } = plot.scales['x'] ?? {};
  const whole = shown.span[1] - shown.span[0];
  return min !== undefined && max !== undefined && min !== null && max !== null && max - min < whole * 0.9;
}

type Ref<T> = { readonly current: T };

function options(element: HTMLElement, shown: Ref<Shown>, onHover: (hover: Hover | undefined) => void): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const font = `12px ${style.fontFamily}`;
  const axis = {
    stroke: colour('--muted'),
    font,
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
  };
  return {
    width: element.clientWidth,
    height: HEIGHT,
    // To the right, room for half a label.
    padding: [8, 28, 0, 8],
    legend: { show: false },
    cursor: { y: false, points: { size: 7 }, drag: { x: true, y: false } },
    scales: {
      x: { range: (plot, min, max) => xRange(plot, min, max, shown.current) },
      y: { range: (_plot, _min, max) => [0, max > 0 ? max * 1.12 : 1] },
    },
    axes: [
      { ...axis, space: 80, size: 34, gap: 10, values: (_plot, splits, _axis, _space, step) => clockLabels(splits, step) },
      { ...axis, size: 56, space: 44, values: (_plot, splits) => yLabels(splits) },
    ],
    series: [
      {},
      { stroke: colour('--accent'), width: 2, fill: colour('--accent-wash'), points: { show: false } },
      { stroke: colour('--muted'), width: 1, dash: [4, 4], points: { show: false } },
    ],
    hooks: {
      draw: [(plot) => drawTicks(plot, shown.current.ticks, colour('--text'))],
      setCursor: [(plot) => onHover(hoverOf(plot, shown.current.ticks))],
    },
  };
}

function xRange(plot: uPlot, min: number, max: number, shown: Shown): [number, number] {
  const data = plot.data[0];
  const isWhole = min <= (data[0] ?? min) && max >= (data.at(-1) ?? max);
  return isWhole ? shown.span : [min, max];
}

/** All labels with the prefix of the largest, the unit on the top one. */
function yLabels(splits: number[]): string[] {
  const top = splits.at(-1) ?? 0;
  const { factor, prefix } = siScale(top);
  return splits.map((value) => {
    const figure = String(Number((value / factor).toPrecision(3)));
    return value === top ? `${figure} ${prefix}H/s` : figure;
  });
}

function drawTicks(plot: uPlot, ticks: readonly FleetEvent[], colour: string): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.fillStyle = colour;
  for (const tick of ticks) {
    const x = plot.valToPos(tick.atMs / 1000, 'x', true);
    if (x >= bbox.left && x <= bbox.left + bbox.width) {
      ctx.fillRect(x - ratio, bbox.top + bbox.height + ratio, 2 * ratio, 7 * ratio);
    }
  }
  ctx.restore();
}

function hoverOf(plot: uPlot, ticks: readonly FleetEvent[]): Hover | undefined {
  const index = plot.cursor.idx;
  const left = plot.cursor.left ?? -1;
  if (index === null || index === undefined || left < 0) {
    return undefined;
  }
  const at = plot.data[0][index];
  const proven = plot.data[1]?.[index];
  const claimed = plot.data[2]?.[index];
  if (at === undefined) {
    return undefined;
  }
  const near = ticks.filter((tick) => Math.abs(plot.valToPos(tick.atMs / 1000, 'x') - left) <= NEAR_PX);
  return {
    left: left + plot.bbox.left / devicePixelRatio,
    isRight: left > plot.bbox.width / devicePixelRatio / 2,
    lines: [
      clock(at * 1000),
      `proven ${exactly(proven)}`,
      `own count ${exactly(claimed)}`,
      ...near.map((tick) => `${clock(tick.atMs)} ${one(tick).sentence}`),
    ],
  };
}

function exactly(hashesPerSecond: number | null | undefined): string {
  if (hashesPerSecond === null || hashesPerSecond === undefined) {
    return `${DASH} (nothing reported)`;
  }
  const { figure, unit, exact } = si(hashesPerSecond, 'H/s');
  return `${figure} ${unit} (${exact})`;
}

function ForEars({ site }: { site: Site }) {
  const rows = minutes(site.history);
  const rates = rows.flatMap((row) => row.hashesPerSecond ?? []);
  if (rates.length === 0) {
    return null;
  }
  return (
    <details class="as-table">
      <summary>{spread(rates)}, as a table</summary>
      <div class="scroll" tabIndex={0} role="region" aria-label="Hash rate by the minute">
        <table>
          <thead>
            <tr>
              <th scope="col">Minute</th>
              <th scope="col" class="number">
                Hash rate
              </th>
              <th scope="col" class="number">
                Accepted
              </th>
              <th scope="col" class="number">
                Not accepted
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.atMs}>
                <th scope="row">{clock(row.atMs).slice(0, 5)}</th>
                <td class="number">{row.hashesPerSecond === undefined ? DASH : rateText(row.hashesPerSecond)}</td>
                <td class="number">{count(row.accepted)}</td>
                <td class="number">{count(row.refused)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** One sentence for all the rows: a rate that holds, or from where to where it went. */
function spread(rates: readonly number[]): string {
  const lowest = hashrate(Math.min(...rates) / 1e9);
  const highest = hashrate(Math.max(...rates) / 1e9);
  return lowest === highest ? `About ${lowest} by the minute` : `Between ${lowest} and ${highest} by the minute`;
}

function rateText(hashesPerSecond: number): string {
  const { factor, prefix } = siScale(hashesPerSecond);
  return `${figures(hashesPerSecond / factor)} ${prefix}H/s`;
}

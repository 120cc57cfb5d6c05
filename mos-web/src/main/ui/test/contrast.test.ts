// WCAG contrast of every pair of colours the page puts on each other, computed from tokens.css.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const TEXT = 4.5;
const GROUNDS = ['ground', 'surface', 'sunken'];
const INKS = ['text', 'muted', 'accent', 'good', 'watch', 'bad', 'unknown'];

const css = readFileSync('src/tokens.css', 'utf8');
const [light, dark] = css.split('@media (prefers-color-scheme: dark)').map(tokens);

for (const [theme, colours] of [['light', light], ['dark', dark]] as const) {
  for (const ground of GROUNDS) {
    for (const ink of INKS) {
      test(`${ink} can be read on ${ground} in the ${theme} theme`, () => {
        const ratio = contrast(luminance(colours?.get(ink)), luminance(colours?.get(ground)));
        assert.ok(ratio >= TEXT, `${ratio.toFixed(2)} is below ${TEXT}`);
      });
    }
  }
}

type Oklch = readonly [number, number, number];

function tokens(part: string): Map<string, Oklch> {
  const found = part.matchAll(/--([a-z-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g);
  return new Map([...found].map((match) => [match[1] ?? '', [Number(match[2]), Number(match[3]), Number(match[4])]]));
}

function contrast(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Relative luminance by way of linear sRGB, clipped to what a screen can show. */
function luminance(colour: Oklch | undefined): number {
  assert.ok(colour !== undefined, 'token is missing');
  const [lightness, chroma, hue] = colour;
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (channel: number) => Math.min(1, Math.max(0, channel));
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

import type { Level } from './verdict.ts';

const WORDS: Record<Level, string> = { good: 'good', watch: 'watch', bad: 'bad', unknown: 'unknown', note: '' };

/** A state as a shape and a colour, so that neither is needed to read it; the word is for ears. */
export function Mark({ level, label }: { level: Level; label?: string }) {
  return (
    <span class={`mark mark-${level}`}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
        {shape(level)}
      </svg>
      <span class="sr-only">{label ?? WORDS[level]}</span>
    </span>
  );
}

function shape(level: Level) {
  switch (level) {
    case 'good':
      return <circle cx="6" cy="6" r="5" />;
    case 'watch':
      return <path d="M6 .8 11.6 11H.4z" />;
    case 'bad':
      return <path d="M6 0l6 6-6 6-6-6z" />;
    case 'note':
      return <circle class="hollow" cx="6" cy="6" r="3.6" />;
    case 'unknown':
      // Hatched: there is nothing behind it.
      return <path class="hatch" d="M1 5l4-4M1 8.7 8.7 1M2.3 11.2l8.9-8.9M6 11.3 11.3 6" />;
  }
}

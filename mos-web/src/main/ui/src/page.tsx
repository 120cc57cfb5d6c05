import { useEffect } from 'preact/hooks';
import type { Site } from './api.ts';
import { Chart } from './chart.tsx';
import { Devices } from './devices.tsx';
import { EventList } from './eventlist.tsx';
import { duration } from './format.ts';
import { asOf, connect, line, liveState, now, sites } from './live.ts';
import { Mark } from './mark.tsx';
import { Panels } from './panels.tsx';
import { Pools } from './pools.tsx';
import { judge, type Verdict } from './verdict.ts';

export function Page() {
  const site = sites.value?.[0];
  const live = liveState.value;
  const verdict = spoken(live.state, judge(site, now.value), live.meaning);
  useEffect(() => {
    document.title = site === undefined ? 'mos' : `${verdict.title} · ${site.site}`;
  }, [verdict.title, site?.site]);
  return (
    <>
      <a class="skip" href="#main">
        Skip to the figures
      </a>
      <TopLine site={site} />
      <main id="main" tabIndex={-1} class={live.state === 'live' || live.state === 'connecting' ? '' : 'aged'}>
        <Headline verdict={verdict} />
        {site !== undefined && <Figures site={site} />}
      </main>
    </>
  );
}

function TopLine({ site }: { site: Site | undefined }) {
  const live = liveState.value;
  return (
    <header>
      <span class="brand">
        <svg viewBox="0 0 32 32" width="20" height="20" aria-hidden="true" focusable="false">
          <path d="M5 25V8l11 10L27 8v17" />
        </svg>
        mos
      </span>
      {site !== undefined && (
        <span class="scope">
          <bdi class="site">{site.site}</bdi>
          <span class="aside wide">
            {' '}
            up {duration(site.uptimeMs + Math.max(0, asOf.value - site.atMs))} · version {site.softwareVersion}
          </span>
        </span>
      )}
      <span class={`live live-${live.state}`} title={live.meaning} data-state={live.state}>
        <Mark level={live.state === 'live' ? 'good' : live.state === 'stale' ? 'watch' : live.state === 'lost' ? 'bad' : 'unknown'} label="" />
        <span class="live-text">{live.text}</span>
        {line.value.is === 'lost' && (
          <button type="button" onClick={connect}>
            Try now
          </button>
        )}
      </span>
    </header>
  );
}

/** What is known is old when the connection is not live: say so before anything else. */
function spoken(state: string, verdict: Verdict, meaning: string): Verdict {
  switch (state) {
    case 'lost':
      return { level: 'bad', matter: 'No connection to mos', title: 'No connection to mos', detail: `${meaning} If it stays so, look whether the mos process runs.` };
    case 'stale':
      return { level: 'watch', matter: 'The machine stopped reporting', title: 'The machine stopped reporting', detail: meaning };
    default:
      return verdict;
  }
}

function Headline({ verdict }: { verdict: Verdict }) {
  return (
    <section class={`headline headline-${verdict.level}`}>
      <h1>
        <Mark level={verdict.level} />
        <span>{verdict.title}</span>
      </h1>
      <p>{verdict.detail}</p>
      {verdict.also !== undefined && verdict.also.length > 0 && <p>Also: {verdict.also.join(' · ')}</p>}
      {/* Told once when it changes, not with every second's figures. */}
      <span class="sr-only" role="status">
        {verdict.matter}
      </span>
    </section>
  );
}

function Figures({ site }: { site: Site }) {
  return (
    <>
      <Panels site={site} nowMs={now.value} />
      <div class="columns">
        <div class="column">
          <Chart site={site} />
          <Devices devices={site.devices} nowMs={now.value} />
          <Pools pools={site.pools} nowMs={now.value} />
        </div>
        <EventList events={site.events} />
      </div>
    </>
  );
}

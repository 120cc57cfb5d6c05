// The four questions, from left to right: is it hashing, is it safe, is it paid, what does it cost.

import type { ComponentChildren } from 'preact';
import type { Device, Reading, Site } from './api.ts';
import { asked } from './events.ts';
import { aboutPercent, ago, count, figures, host, largeCount, si, since } from './format.ts';
import { asOf } from './live.ts';
import { Mark } from './mark.tsx';
import { Figure, HashRate, Unknown } from './value.tsx';
import { activePool, hashrate, known, type Level, poolLevel, refusals, stateLevel } from './verdict.ts';

/** Fewer nonces than this say more about luck than about the device. */
const ENOUGH_NONCES = 50;

const PROVEN_MEANING =
  'Proven by verified nonces, of what the devices count themselves, both over the last minute. ' +
  'With about a nonce a second, luck alone moves it by a tenth.';

export function Panels({ site, nowMs }: { site: Site; nowMs: number }) {
  return (
    <div class="panels">
      <Hashing site={site} nowMs={nowMs} />
      <Safe site={site} nowMs={nowMs} />
      <Paid site={site} nowMs={nowMs} />
      <Cost site={site} />
    </div>
  );
}

function Panel({ level, question, big, rows }: { level: Level; question: string; big: ComponentChildren; rows: ComponentChildren }) {
  return (
    <section class="panel">
      <h2>
        <Mark level={level} />
        {question}
      </h2>
      <p class="big">{big}</p>
      <dl>{rows}</dl>
    </section>
  );
}

function Row({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Hashing({ site, nowMs }: { site: Site; nowMs: number }) {
  const proven = known(site.hashrateGhs);
  const claimed = known(site.claimedGhs);
  const nonces = site.devices.reduce((sum, device) => sum + device.claims, 0);
  const hashing = site.devices.filter((device) => device.state.name === 'hashing' || device.state.name === 'degraded').length;
  const level = proven === undefined ? 'unknown' : proven === 0 ? 'bad' : site.devices.some((device) => stateLevel(device) !== 'good') ? 'watch' : 'good';
  return (
    <Panel
      level={level}
      question="Is it hashing?"
      big={<HashRate reading={site.hashrateGhs} nowMs={nowMs} />}
      rows={
        <>
          <Row name="Own count">
            {claimed === undefined ? (
              <Unknown reason={why(site.claimedGhs)} />
            ) : (
              <>
                {hashrate(claimed)}
                {proven !== undefined && claimed > 0 && nonces >= ENOUGH_NONCES && (
                  <span class="aside" title={PROVEN_MEANING}>
                    {' '}
                    · {aboutPercent(proven / claimed)} proven
                  </span>
                )}
              </>
            )}
          </Row>
          <Row name="Hashed by">{site.devices.length === 0 ? <Unknown reason="no device" /> : models(site.devices)}</Row>
          <Row name="Devices">
            {count(hashing)} of {count(site.devices.length)} hashing
          </Row>
        </>
      }
    />
  );
}

function Safe({ site, nowMs }: { site: Site; nowMs: number }) {
  const hottest = site.devices
    .flatMap((device) => device.sensors.map((sensor) => ({ device, sensor })))
    .flatMap(({ device, sensor }) =>
      'value' in sensor.tempCelsius ? [{ name: `${device.id} ${sensor.name}`, reading: sensor.tempCelsius }] : [],
    )
    .sort((a, b) => b.reading.value - a.reading.value)[0];
  const worst = site.devices.find((device) => stateLevel(device) === 'bad') ?? site.devices.find((device) => device.state.name === 'degraded');
  const claims = site.devices.reduce((sum, device) => sum + device.claims, 0);
  const errors = site.devices.reduce((sum, device) => sum + device.hardwareErrors, 0);
  return (
    <Panel
      level={worst ? stateLevel(worst) : hottest ? 'good' : 'unknown'}
      question="Is it safe?"
      big={
        hottest ? (
          <Figure
            figure={figures(hottest.reading.value)}
            unit="°C"
            title={`${hottest.reading.value} °C, ${hottest.name}, ${ago(hottest.reading.atMs, nowMs)}`}
          />
        ) : (
          <Unknown reason={whyNoTemperature(site.devices)} />
        )
      }
      rows={
        <>
          <Row name="Hottest">{hottest ? hottest.name : whyNoTemperature(site.devices)}</Row>
          <Row name="Faults">{worst ? `${worst.id}: ${worst.state.reason ?? worst.state.name}` : 'none'}</Row>
          <Row name="HW errors">
            {claims === 0 ? <Unknown reason="no nonce reported yet" /> : `${count(errors)} of ${count(claims)} nonces`}
          </Row>
        </>
      }
    />
  );
}

function Paid({ site, nowMs }: { site: Site; nowMs: number }) {
  const { shares } = site;
  const pool = activePool(site) ?? site.pools[0];
  const refused = refusals(site).level;
  const level: Level = pool === undefined ? 'bad' : poolLevel(pool) !== 'good' ? poolLevel(pool) : refused;
  return (
    <Panel
      level={level}
      question="Is it paid?"
      big={
        <Figure
          figure={largeCount(shares.accepted)}
          unit={shares.accepted === 1 ? 'share accepted' : 'shares accepted'}
          title={`${count(shares.accepted)} accepted, together of difficulty ${asked(shares.acceptedDifficulty)}`}
        />
      }
      rows={
        <>
          <Row name="Not paid">
            <span class={refused === 'watch' || refused === 'bad' ? `noted-${refused}` : ''}>
              {count(shares.rejected)} rejected · {count(shares.stale)} stale · {count(shares.unanswered)} unanswered
            </span>
          </Row>
          <Row name="Pool">
            {pool === undefined ? <Unknown reason="no pool is configured" /> : <bdi title={pool.url}>{host(pool.url)}</bdi>}
            {pool !== undefined && <span class="aside"> · {poolWord(pool.state, pool.isActive)} {since(pool.sinceMs, asOf.value)}</span>}
          </Row>
          <Row name="Last share">
            {shares.lastAcceptedAtMs === undefined ? <Unknown reason="none accepted yet" /> : ago(shares.lastAcceptedAtMs, nowMs)}
            {pool?.shareDifficulty !== undefined && <span class="aside"> · difficulty {asked(pool.shareDifficulty)}</span>}
          </Row>
          {shares.blocks > 0 && <Row name="Blocks">{count(shares.blocks)} found</Row>}
        </>
      }
    />
  );
}

function Cost({ site }: { site: Site }) {
  const boards = site.devices.flatMap((device) => device.board ?? []);
  const measured = boards.flatMap((board) => known(board.powerWatts) ?? []);
  if (measured.length === 0) {
    return <UnknownCost />;
  }
  const watts = measured.reduce((sum, each) => sum + each, 0);
  const speed = known(site.hashrateGhs);
  const { figure, unit, exact } = si(watts, 'W');
  const all = measured.length === site.devices.length ? 'measured by each device' : `measured by ${measured.length} of ${site.devices.length} devices`;
  return (
    <Panel
      level="note"
      question="What does it cost?"
      big={<Figure figure={figure} unit={unit} title={`${exact}, ${all}`} />}
      rows={
        <>
          <Row name="Power">{all}</Row>
          <Row name="Per terahash">
            {speed === undefined || speed <= 0 ? (
              <Unknown reason="nothing is hashed" />
            ) : (
              `${figures(watts / (speed / 1000))} J/TH`
            )}
          </Row>
          <Row name="A day">{figures((watts * 24) / 1000)} kWh</Row>
        </>
      }
    />
  );
}

function UnknownCost() {
  const reason = 'no device here reports its power';
  return (
    <Panel
      level="unknown"
      question="What does it cost?"
      big={<Unknown reason={reason} />}
      rows={
        <>
          <Row name="Power">{reason}</Row>
          <Row name="Per terahash">
            <Unknown reason="needs the power" />
          </Row>
        </>
      }
    />
  );
}

export function poolWord(state: string, isActive: boolean): string {
  switch (state) {
    case 'backing-off':
      return 'waiting to retry';
    case 'serving':
      return isActive ? 'serving' : 'ready';
    default:
      return state;
  }
}

function models(devices: readonly Device[]) {
  const names = [...new Set(devices.map((device) => device.model))];
  return (
    <bdi title={names.join(', ')}>
      {names[0]}
      {names.length > 1 && ` and ${names.length - 1} more`}
    </bdi>
  );
}

function why(reading: Reading): string {
  return 'unknown' in reading ? reading.unknown : '';
}

function whyNoTemperature(devices: readonly Device[]): string {
  if (devices.length === 0) {
    return 'no device';
  }
  const sensor = devices.flatMap((device) => device.sensors)[0];
  return sensor === undefined ? 'no temperature sensor' : why(sensor.tempCelsius);
}

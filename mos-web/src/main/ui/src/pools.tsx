import type { Pool } from './api.ts';
import { asked } from './events.ts';
import { ago, count, host, since } from './format.ts';
import { asOf } from './live.ts';
import { Mark } from './mark.tsx';
import { poolWord } from './panels.tsx';
import { Unknown } from './value.tsx';
import { poolLevel } from './verdict.ts';

export function Pools({ pools, nowMs }: { pools: readonly Pool[]; nowMs: number }) {
  return (
    <section class="block" aria-labelledby="pools-title">
      <div class="block-head">
        <h2 id="pools-title">Pools</h2>
        <span class="aside">in the order they are tried</span>
      </div>
      {pools.length === 0 ? (
        <p class="empty">
          None is configured. <code>mos config init</code> writes a file with one to fill in; <code>mos config check</code> says
          whether it is right.
        </p>
      ) : (
        <div class="scroll" tabIndex={0} role="region" aria-labelledby="pools-title">
          <table>
            <thead>
              <tr>
                <th scope="col">Pool</th>
                <th scope="col">State</th>
                <th scope="col" class="number">
                  Difficulty
                </th>
                <th scope="col" class="number">
                  Reply <span class="unit">ms</span>
                </th>
                <th scope="col" class="number">
                  Last job
                </th>
              </tr>
            </thead>
            <tbody>
              {pools.map((pool) => (
                <tr key={`${pool.source} ${pool.url}`}>
                  <th scope="row">
                    <bdi title={`${pool.url}, source ${pool.source}`}>{host(pool.url)}</bdi>
                  </th>
                  <td>
                    <Mark level={poolLevel(pool)} label="" /> {poolWord(pool.state, pool.isActive)}{' '}
                    <span class="aside">{since(pool.sinceMs, asOf.value)}</span>
                    {pool.detail !== '' && (
                      <span class="why">
                        <bdi>{pool.detail}</bdi>
                      </span>
                    )}
                  </td>
                  <td class="number">
                    {pool.shareDifficulty === undefined ? <Unknown reason="no job yet" /> : <span title={String(pool.shareDifficulty)}>{asked(pool.shareDifficulty)}</span>}
                  </td>
                  <td class="number">{pool.replyMs === undefined ? <Unknown reason="no request answered yet" /> : count(pool.replyMs)}</td>
                  <td class="number">{pool.lastJobAtMs === undefined ? <Unknown reason="no job yet" /> : ago(pool.lastJobAtMs, nowMs)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

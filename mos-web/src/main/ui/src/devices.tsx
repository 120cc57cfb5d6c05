import type { Device, Reading } from './api.ts';
import { BoardCells, BoardHeads, Chips } from './boards.tsx';
import { count, percent, since, siScale } from './format.ts';
import { asOf } from './live.ts';
import { Mark } from './mark.tsx';
import { Cell, Unknown } from './value.tsx';
import { known, stateLevel } from './verdict.ts';

export function Devices({ devices, nowMs }: { devices: readonly Device[]; nowMs: number }) {
  // One unit for the whole column, so that rows compare at a glance.
  const largest = Math.max(0, ...devices.flatMap((device) => [known(device.hashrateGhs) ?? 0, known(device.claimedGhs) ?? 0]));
  const { factor, prefix } = siScale(largest * 1e9);
  const unit = `${prefix}H/s`;
  const hasBoards = devices.some((device) => device.board !== undefined);
  return (
    <section class="block" aria-labelledby="devices-title">
      <div class="block-head">
        <h2 id="devices-title">Devices</h2>
        <span class="aside">{count(devices.length)}</span>
      </div>
      {devices.length === 0 ? (
        <p class="empty">
          None. Boards show up here when they are plugged in; the CPU does when the configuration lets it hash.
        </p>
      ) : (
        <div class="scroll" tabIndex={0} role="region" aria-labelledby="devices-title">
          <table>
            <thead>
              <tr>
                <th scope="col">Device</th>
                <th scope="col" class="number">
                  Rate <span class="unit">{unit}</span>
                </th>
                <th scope="col">State</th>
                <th scope="col" class="number">
                  Own count <span class="unit">{unit}</span>
                </th>
                <th scope="col" class="number">
                  Hottest <span class="unit">°C</span>
                </th>
                {hasBoards && <BoardHeads />}
                <th scope="col" class="number">
                  HW errors
                </th>
              </tr>
            </thead>
            <tbody>
              {devices.map((device) => (
                <tr key={device.id}>
                  <th scope="row">
                    <bdi title={device.id}>{device.id}</bdi>
                    <span class="why">
                      <bdi>{device.model}</bdi>
                      {device.board && <Chips board={device.board} />}
                    </span>
                  </th>
                  <td class="number">
                    <Cell reading={device.hashrateGhs} scale={factor / 1e9} unit={unit} nowMs={nowMs} />
                  </td>
                  <td>
                    <Mark level={stateLevel(device)} label="" /> {device.state.name}{' '}
                    <span class="aside">{since(device.state.sinceMs, asOf.value)}</span>
                    {device.state.reason && <span class="why">{device.state.reason}</span>}
                  </td>
                  <td class="number">
                    <Cell reading={device.claimedGhs} scale={factor / 1e9} unit={unit} nowMs={nowMs} />
                  </td>
                  <td class="number">
                    <Cell reading={hottest(device)} scale={1} unit="°C" nowMs={nowMs} />
                  </td>
                  {hasBoards && <BoardCells device={device} nowMs={nowMs} />}
                  <td class="number">
                    {device.claims === 0 ? (
                      <Unknown reason="no nonce reported yet" />
                    ) : (
                      <span title={`${count(device.hardwareErrors)} of ${count(device.claims)} nonces did not hash to what the device said; ${count(device.duplicates)} were reported twice`}>
                        {percent(device.hardwareErrors / device.claims)}
                      </span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function hottest(device: Device): Reading {
  const sensors = device.sensors.map((sensor) => sensor.tempCelsius);
  const best = sensors
    .filter((reading) => 'value' in reading)
    .sort((a, b) => (known(b) ?? 0) - (known(a) ?? 0))[0];
  return best ?? sensors[0] ?? { unknown: 'no temperature sensor', sinceMs: device.atMs };
}

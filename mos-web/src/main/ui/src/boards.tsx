// The columns only boards have, and what a row says of a board's chips.

import type { Board, Device } from './api.ts';
import { efficiency, troubledChips } from './chips.ts';
import { aboutPercent, count, figures } from './format.ts';
import { Cell, Unknown } from './value.tsx';
import { known } from './verdict.ts';

export function BoardHeads() {
  return (
    <>
      <th scope="col" class="number">
        Power <span class="unit">W</span>
      </th>
      <th scope="col" class="number">
        Fan <span class="unit">rpm</span>
      </th>
    </>
  );
}

export function BoardCells({ device, nowMs }: { device: Device; nowMs: number }) {
  const board = device.board;
  if (board === undefined) {
    return (
      <>
        <td class="number">
          <Unknown reason="not a board" />
        </td>
        <td class="number">
          <Unknown reason="not a board" />
        </td>
      </>
    );
  }
  const perTerahash = known(efficiency(board.powerWatts, device.hashrateGhs));
  const fanPercent = known(board.fanPercent);
  return (
    <>
      <td class="number">
        <Cell reading={board.powerWatts} scale={1} unit="W" nowMs={nowMs} />
        {perTerahash !== undefined && <span class="why">{figures(perTerahash)} J/TH</span>}
      </td>
      <td class="number">
        <Cell reading={board.fanRpm} scale={1} unit="rpm" nowMs={nowMs} />
        {fanPercent !== undefined && <span class="why">{aboutPercent(fanPercent / 100)}</span>}
      </td>
    </>
  );
}

/** How many chips and how fast, and those that find nothing or find wrongly. */
export function Chips({ board }: { board: Board }) {
  const { chips } = board;
  const mhz = known(board.frequencyMhz);
  const bad = troubledChips(chips);
  const words = [
    chips.length === 0 ? '' : chips.length === 1 ? '1 chip' : `${count(chips.length)} chips`,
    mhz === undefined ? '' : `${figures(mhz)} MHz`,
    bad.length === 0 ? '' : `look at ${bad.length === 1 ? 'chip' : 'chips'} ${bad.join(', ')}`,
  ].filter((word) => word !== '');
  return <>{words.map((word) => ` · ${word}`)}</>;
}

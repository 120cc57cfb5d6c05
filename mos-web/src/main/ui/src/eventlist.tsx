import type { FleetEvent } from './api.ts';
import { tell } from './events.ts';
import { clock, dateTime } from './format.ts';
import { Mark } from './mark.tsx';

export function EventList({ events }: { events: readonly FleetEvent[] }) {
  const told = tell(events);
  return (
    <section class="block happened" aria-labelledby="events-title">
      <div class="block-head">
        <h2 id="events-title">What happened</h2>
        <span class="aside">newest first</span>
      </div>
      {told.length === 0 ? (
        <p class="empty">Nothing yet. Changes of devices and pools, blocks and judged shares are told here.</p>
      ) : (
        <div class="scroll" tabIndex={0} role="region" aria-labelledby="events-title">
          <ol class="events">
            {told.map((event) => (
              <li key={event.key}>
                <time dateTime={new Date(event.atMs).toISOString()} title={dateTime(event.atMs)}>
                  {clock(event.atMs)}
                </time>
                <Mark level={event.level} label="" />
                <span>
                  <bdi>{event.sentence}</bdi>
                  {event.detail !== '' && <span class="aside"> · {event.detail}</span>}
                </span>
              </li>
            ))}
          </ol>
        </div>
      )}
    </section>
  );
}

import type { Database } from 'better-sqlite3';
import type { RecentSend } from '../delivery-queue.js';
import { SentRequests } from '../sent-requests.js';
import { Prepared } from './statement.js';

/** The scan goes on this far past its mark, ms: where the clock was set back, rows stand out of order by as much. */
const CLOCK_TOLERANCE_MS = 10_000;

interface SendRow extends RecentSend {
  readonly recordedAt: number;
  readonly batchId: string | null;
}

function statements(reader: Database) {
  return {
    leased: new Prepared<{ now: number }, RecentSend>(
      reader,
      `select endpoint_id as endpointId, @now as at from deliveries where state = 'sending'`,
    ),
    attempts: new Prepared<object, SendRow>(
      reader,
      `select a.recorded_at as recordedAt, a.started_at + a.duration_ms as at, a.batch_id as batchId,
         (select d.endpoint_id from deliveries d where d.id = a.delivery_id) as endpointId
       from attempts a
       order by a.id desc`,
    ),
  };
}

/** Scans the attempts from the newest down: an index by time would cost every delivery for the sake of the start. */
export class Sends {
  readonly #do: ReturnType<typeof statements>;

  constructor(reader: Database) {
    this.#do = statements(reader);
  }

  /** @param back how far the time of day went back since the attempts were recorded, ms */
  since(since: number, now: number, back = 0): RecentSend[] {
    const sends = this.#do.leased.all({ now });
    const requests = new SentRequests();
    // An attempt is recorded after its end, never before: below this mark all have ended earlier.
    for (const { endpointId, at, recordedAt, batchId } of this.#do.attempts.iterate({})) {
      if (recordedAt - back < since - CLOCK_TOLERANCE_MS) break;
      if (at - back >= since && requests.isNew({ endpointId, at, batchId }))
        sends.push({ endpointId, at: at - back });
    }
    return sends;
  }
}

import type { RecentSend } from '../delivery-queue.js';
import { SentRequests } from '../sent-requests.js';
import type { Database, Statement } from './database.js';

/** Rows of one page. */
const PAGE = 5_000;
/** The scan goes on this far past its mark, ms: ids are drawn before the commit, so rows may stand out of order. */
const CLOCK_TOLERANCE_MS = 60_000;

const LEASED: Statement = {
  name: 'sends-leased',
  text: `select endpoint_id as "endpointId", gateway_now() as at from deliveries where state = 'sending'`,
};

const PAGE_DOWN: Statement = {
  name: 'sends-page',
  text: `
    select a.id, a.recorded_at as "recordedAt", a.started_at + a.duration_ms as at, a.batch_id as "batchId",
      (select d.endpoint_id from deliveries d where d.id = a.delivery_id) as "endpointId"
    from attempts a
    where a.id < $1::bigint order by a.id desc limit ${PAGE}`,
};

interface SendRow extends RecentSend {
  readonly id: number;
  readonly recordedAt: number;
  readonly batchId: string | null;
}

/** Scans the attempts from the newest down: an index by time would cost every delivery for the sake of the start. */
export async function recentSends(database: Database, since: number): Promise<RecentSend[]> {
  const sends = await database.run<RecentSend>(LEASED);
  const requests = new SentRequests();
  for (let below = Number.MAX_SAFE_INTEGER; ;) {
    const page = await database.run<SendRow>(PAGE_DOWN, [below]);
    for (const { endpointId, at, batchId } of page)
      if (at >= since && requests.isNew({ endpointId, at, batchId })) sends.push({ endpointId, at });
    const last = page.at(-1);
    // An attempt is recorded after its end, never before: below this mark all have ended earlier.
    if (page.length < PAGE || last === undefined || last.recordedAt < since - CLOCK_TOLERANCE_MS)
      return sends;
    below = last.id;
  }
}

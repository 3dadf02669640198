import { SUPERSEDED } from '../../model/conversation.js';
import type { Settlement } from '../../model/delivery.js';
import type { Run, Statement } from './database.js';
import { addCounts, unattempted } from './statistics-writer.js';

/** Ends deliveries that are still pending, and counts them. Their order keys are locked, and rows in the order of their ids, as everywhere. */
const END: Statement = {
  name: 'end-superseded',
  text: `
    with moment as materialized (select gateway_now() as now),
    waiting as materialized (
      select id from deliveries where id = any ($1::uuid[]) and lease_until is null and settled_at is null
      order by id for update),
    gone as (
      update deliveries d
      set state = 'delivered', next_attempt_at = null, settled_at = moment.now, reason = '${SUPERSEDED}'
      from waiting, moment where d.id = waiting.id
      returning d.endpoint_id),
    ${addCounts(unattempted('delivered'), '$2')}
    select count(*) from gone`,
};

/** Ends the deliveries that are superseded with these settlements, in the transaction that has written them. */
export async function endSuperseded(
  run: Run,
  settlements: readonly Settlement[],
  shard: number,
): Promise<void> {
  const ids = settlements.flatMap(({ superseded = [] }) => superseded);
  if (ids.length > 0) await run(END, [ids, shard]);
}

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
      returning d.id, d.endpoint_id),
    ${addCounts(unattempted('delivered'), '$2')}
    select id from gone`,
};

/** Reads which of these deliveries are superseded. */
const ENDED: Statement = {
  name: 'ended-superseded',
  text: `select id from deliveries where id = any ($1::uuid[]) and state = 'delivered' and reason = '${SUPERSEDED}'`,
};

/**
 * Ends the deliveries that are superseded with these settlements, in the transaction that has written them.
 *
 * @returns the ids of those that ended
 */
export async function endSuperseded(
  run: Run,
  settlements: readonly Settlement[],
  shard: number,
): Promise<readonly string[]> {
  const ids = namedIn(settlements);
  if (ids.length === 0) return [];
  return (await run<{ id: string }>(END, [ids, shard])).map(({ id }) => id);
}

/** Reads the ids of those that have ended with settlements that an earlier transaction wrote. */
export async function endedWith(run: Run, settlements: readonly Settlement[]): Promise<readonly string[]> {
  const ids = namedIn(settlements);
  if (ids.length === 0) return [];
  return (await run<{ id: string }>(ENDED, [ids])).map(({ id }) => id);
}

const namedIn = (settlements: readonly Settlement[]): readonly string[] =>
  settlements.flatMap(({ superseded = [] }) => superseded);

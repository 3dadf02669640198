import type { Settlement } from '../../model/delivery.js';
import { GROUPED, type DigestJoin } from '../../model/digest.js';
import { joinDigests } from '../sql/join-digests.js';
import { runScriptAsync } from '../sql/sql-runner.js';
import type { Run, Statement } from './database.js';
import { queryOn } from './sql-text.js';
import { addCorrections, addCounts, unattempted } from './statistics-writer.js';

/** Counts the members of carriers that have just ended: a trigger has ended them too, but not those that were settled by themselves. */
const COUNT_MEMBERS: Statement = {
  name: 'count-digest-members',
  text: `
    with moment as materialized (select gateway_now() as now),
    gone as materialized (
      select m.endpoint_id, m.state, m.failed_at
      from deliveries c join deliveries m on m.grouped_in = c.id and m.state = c.state and m.settled_at = c.settled_at
      where c.id = any ($1::uuid[]) and c.state in ('delivered', 'failed') and m.id <> all ($3::uuid[])
        and m.reason = case c.state when 'delivered' then '${GROUPED}' else c.reason end),
    ${addCounts(unattempted(), '$2')},
    ${addCorrections(unattempted(), '$2')}
    select count(*) from gone`,
};

/** Joins deliveries to digests, and counts the members of digests that ended, in the transaction that has settled them. */
export async function writeDigests(
  run: Run,
  settlements: readonly Settlement[],
  shard: number,
): Promise<void> {
  const joining = settlements.filter(
    (one): one is Settlement & { readonly join: DigestJoin } => one.join !== undefined,
  );
  if (joining.length > 0) await runScriptAsync(joinDigests(joining), queryOn(run));
  const ended = settlements.filter(({ carries, next }) => carries && next.state !== 'pending');
  if (ended.length > 0) await run(COUNT_MEMBERS, [idsOf(ended), shard, idsOf(settlements)]);
}

function idsOf(settlements: readonly Settlement[]): string[] {
  return settlements.map(({ deliveryId }) => deliveryId);
}

import type { NewDelivery } from '../event-store.js';
import type { Run, Statement } from './database.js';
import { addCounts, unattempted, type CounterShards } from './statistics-writer.js';

const END: Statement = {
  name: 'fail-unsent',
  text: `
    with moment as materialized (select gateway_now() as now),
    gone as (
      update deliveries d set state = 'failed', next_attempt_at = null, lease_token = null, lease_until = null,
        settled_at = moment.now, reason = g.reason
      from unnest($1::uuid[], $2::text[]) as g (id, reason), moment where d.id = g.id
      returning d.id, d.endpoint_id),
    ${addCounts(unattempted('failed'), '$3')}
    select id from gone`,
};

/** Ends new deliveries that fail before any attempt, in the transaction that stores them; the others stay as they are. */
export async function endUnsent(
  run: Run,
  deliveries: readonly Pick<NewDelivery, 'id' | 'failed'>[],
  shards: CounterShards,
): Promise<void> {
  const failures = deliveries.filter(({ failed }) => failed !== undefined);
  if (failures.length === 0) return;
  const columns = [failures.map(({ id }) => id), failures.map(({ failed }) => failed)];
  await shards.with((shard) => run(END, [...columns, shard]));
}

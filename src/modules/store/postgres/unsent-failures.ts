import type { Run, Statement } from './database.js';
import { addCounts, unattempted, type CounterShards } from './statistics-writer.js';

/** A new delivery that fails before any attempt. */
export interface UnsentFailure {
  readonly id: string;
  readonly reason: string;
}

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

/** Ends new deliveries that will not be sent, in the transaction that stores them. */
export async function endUnsent(
  run: Run,
  failures: readonly UnsentFailure[],
  parts: CounterShards,
): Promise<void> {
  if (failures.length === 0) return;
  const columns = [failures.map(({ id }) => id), failures.map(({ reason }) => reason)];
  await parts.with((part) => run(END, [...columns, part]));
}

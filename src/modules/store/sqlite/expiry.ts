import { EXPIRED, type ExpiredDelivery } from '../delivery-queue.js';
import { ofItself } from '../expiry-sql.js';
import { unsentDelivery, type UnsentRow } from '../read-rows.js';
import type { SettledCounts } from '../statistics.js';
import type { Connections } from './connections.js';
import { Prepared } from './statement.js';

function statements({ writer, reader }: Connections) {
  return {
    find: new Prepared<{ endpoint: string; before: number; limit: number }, UnsentRow>(
      reader,
      `select d.id, event_id as eventId, endpoint_id as endpointId, webhook_id as webhookId, attempts,
         coalesce(revived_at, created_at) as createdAt, order_key as orderKey, type, job_id as jobId
       from deliveries d join events e on e.id = event_id
       where endpoint_id = @endpoint and state = 'pending' and settled_at is null
         and coalesce(revived_at, created_at) < @before and ${ofItself('d')}
       order by coalesce(revived_at, created_at) limit @limit`,
    ),
    end: new Prepared<{ id: string; before: number; now: number }, { failed_at: number | null }>(
      writer,
      `update deliveries set state = 'failed', next_attempt_at = null, settled_at = @now, reason = '${EXPIRED}'
       where id = @id and state = 'pending' and coalesce(revived_at, created_at) < @before and ${ofItself('deliveries')}
       returning failed_at`,
    ),
  };
}

/** Ends pending deliveries that are older than their endpoint allows. */
export class Expiry {
  readonly #do: ReturnType<typeof statements>;

  constructor(connections: Connections) {
    this.#do = statements(connections);
  }

  /** Reads the oldest of each endpoint, at most `limit` in all. */
  find(before: ReadonlyMap<string, number>, limit: number): ExpiredDelivery[] {
    const found: ExpiredDelivery[] = [];
    for (const [endpoint, time] of before) {
      if (found.length >= limit) break;
      const rows = this.#do.find.all({ endpoint, before: time, limit: limit - found.length });
      found.push(...rows.map(unsentDelivery));
    }
    return found;
  }

  /** Ends those that are still pending, inside the transaction of the caller, and adds them to `counts`. */
  end(
    found: readonly ExpiredDelivery[],
    before: ReadonlyMap<string, number>,
    now: number,
    counts: SettledCounts,
  ): ExpiredDelivery[] {
    const next = { state: 'failed', reason: EXPIRED } as const;
    return found.filter(({ id, endpointId }) => {
      const ended = this.#do.end.get({ id, now, before: before.get(endpointId)! });
      if (ended) counts.add(endpointId, { attempt: null, next }, ended.failed_at);
      return ended !== undefined;
    });
  }
}

/**
 * The floor: the same Fastify route, the same undici POST, with as many in flight, without a framework, and without
 * validating, signing, logging or storing anything.
 */
import { randomUUID } from 'node:crypto';
import { fastify } from 'fastify';
import { Pool } from 'undici';
import { answer } from './calls.ts';

/** Options of the floor. */
export interface FloorOptions {
  readonly receiver: string;
  readonly endpoints: number;
  /** Maximum of deliveries in flight per endpoint. */
  readonly concurrency: number;
}

/**
 * Maximum of events held, as many as the gateway keeps per lane for fresh ones; further requests wait for their answer.
 */
const HELD_MAX = 192;
/** Limit of a request's body, bytes, as in the gateway. */
const BODY_LIMIT = 1024 * 1024;

interface Trigger {
  readonly event: string;
  readonly data: object;
}

async function listen({ receiver, endpoints, concurrency }: FloorOptions): Promise<string> {
  const pools = Array.from({ length: endpoints }, () => new Pool(receiver, { connections: concurrency }));
  const waiting: (() => void)[] = [];
  let held = 0;

  const deliver = async ({ event, data }: Trigger): Promise<void> => {
    const timestamp = new Date().toISOString();
    const posts = pools.map(async (pool, at) => {
      const body = JSON.stringify({
        event,
        data,
        timestamp,
        webhook_id: `webhook_${at + 1}`,
        source: 'floor',
      });
      const headers = { 'content-type': 'application/json' };
      const answered = await pool.request({ method: 'POST', path: `/${at}`, headers, body });
      await answered.body.text();
    });
    await Promise.all(posts);
    held--;
    waiting.shift()?.();
  };

  const take = async (trigger: Trigger): Promise<object> => {
    if (held >= HELD_MAX) await new Promise<void>((resolve) => waiting.push(resolve));
    held++;
    void deliver(trigger);
    return accepted(trigger.event, endpoints);
  };

  const app = fastify({ bodyLimit: BODY_LIMIT });
  app.post<{ Body: Trigger }>('/api/webhooks/trigger', (request, reply) => {
    void reply.code(202);
    return take(request.body);
  });
  app.post<{ Body: { events: Trigger[] } }>('/api/webhooks/events', async (request, reply) => {
    void reply.code(202);
    return { success: true, results: await Promise.all(request.body.events.map(take)) };
  });
  return app.listen({ host: '127.0.0.1', port: 0 });
}

/** Builds an answer as long as the gateway's. */
function accepted(event: string, total: number): object {
  return {
    success: true,
    message: `Event ${event} accepted for ${total} endpoint.`,
    event_id: randomUUID(),
    duplicate: false,
    results: { total },
    deliveries: Array.from({ length: total }, (_, at) => ({
      delivery_id: randomUUID(),
      webhook_id: `webhook_${at + 1}`,
    })),
    timestamp: new Date().toISOString(),
  };
}

answer({ listen });
process.channel?.ref();

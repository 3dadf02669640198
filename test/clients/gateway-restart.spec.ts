import { afterEach, describe, expect, it } from '@jest/globals';
import { GatewayClient } from '../../clients/node/src/gateway-client.js';
import type { Receipt } from '../../clients/node/src/receipt.js';
import { lowPort } from '../support/low-port.js';
import type { Received } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forEachTest();
const clients: GatewayClient[] = [];
afterEach(() => Promise.all(clients.splice(0).map((client) => client.close({ timeoutMs: 1 }))));

/** The number of events that wait in the client until the gateway has been started for the last time. */
const WAITING = 100;

/** The requests that brought a delivery for the first time, and those that brought one again, by the id of the delivery. */
function sends(requests: readonly Received[]) {
  const first = new Map<string, Received>();
  const again: Received[] = [];
  for (const request of requests) {
    const id = request.headers['x-streamgank-delivery']!;
    if (first.has(id)) again.push(first.get(id)!);
    else first.set(id, request);
  }
  return { first: [...first.values()], again };
}

describe('A client of a gateway that is killed, started, stopped and started again', () => {
  it('delivers every event to it once, in the order of the emit calls', async () => {
    const receiver = await stage.receiver();
    const env = {
      WEBHOOK_URLS: receiver.url(),
      WEBHOOK_RATE_LIMIT_MAX: '10000',
      PORT: String(await lowPort()),
    };
    const first = await stage.gateway(env);
    const client = new GatewayClient({ url: first.url, retryDelayMs: 20, maxRetryDelayMs: 100 });
    clients.push(client);
    let confirmed = 0;
    const emitted: Promise<Receipt>[] = [];
    const ended = new AbortController();
    // For each confirmed event another one is emitted, so that each end of the gateway finds events in the client. A
    // receipt that fails, fails the test where all are awaited.
    const emitting = async (): Promise<void> => {
      do {
        const receipt = client.emit('job.completed', { n: emitted.length });
        emitted.push(receipt);
        await receipt;
        confirmed += 1;
      } while (!ended.signal.aborted);
    };
    for (let n = 0; n < WAITING; n += 1) void emitting().catch(() => undefined);

    await until('the first events are confirmed', () => confirmed >= 30);
    await first.end('SIGKILL');
    const killedAt = performance.now();
    const second = await stage.gateway(env);
    await until('more events are confirmed', () => confirmed >= 80);
    await second.end('SIGTERM');
    ended.abort();
    expect(emitted.length - confirmed).toBe(WAITING);
    const third = await stage.gateway(env);
    const receipts = await Promise.all(emitted);
    await third.settled();

    const stored = stage.rows<{ id: string; at: number }>('select id, accepted_at as at from events');
    expect(stored.map(({ id }) => id).sort()).toEqual(receipts.map(({ eventId }) => eventId).sort());
    const times = new Map(stored.map(({ id, at }) => [id, at]));
    const inOrder = receipts.map(({ eventId }) => times.get(eventId)!);
    expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
    expect(receipts.some(({ attempts }) => attempts > 1)).toBe(true);

    const deliveries = stage.deliveries();
    expect(deliveries).toHaveLength(emitted.length);
    expect(new Set(deliveries.map(({ state }) => state))).toEqual(new Set(['delivered']));
    const arrived = sends(receiver.requests);
    expect(new Set(arrived.first.map(({ body }) => body)).size).toBe(emitted.length);
    // A delivery that the kill cut off before its record was written is sent again, recognisable by its id; no other is.
    expect(arrived.again.filter(({ at }) => at > killedAt)).toEqual([]);
  }, 90_000);
});

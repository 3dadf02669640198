import { describe, expect, it } from '@jest/globals';
import type { Json } from '../support/gateway-process.js';
import { Stage } from '../support/stage.js';

const ROOM = '/_matrix/client/v3/rooms/!jobs:example.com/send/m.room.message';
const TOKEN = 'syt_cm9ib3Q_abcdefghijklmnopqrst_0Ab1Cd';

describe('The key by which a platform knows a repeated post', () => {
  it('is that of the delivery on every attempt, and another one once it is redelivered', async () => {
    await using stage = new Stage();
    let answers = 0;
    const receiver = await stage.receiver(() => {
      answers += 1;
      return answers === 1 ? 503 : { status: 200, body: `{"event_id":"$event-${answers}"}` };
    });
    const gateway = await stage.gateway({
      WEBHOOK_URLS: `matrix+${receiver.url(`${ROOM}?access_token=${TOKEN}`)}`,
    });
    const { deliveries } = await gateway.trigger({ event: 'job.completed', data: { job_id: 'job-1' } });
    await gateway.settled();
    const [{ delivery_id: id }] = deliveries as Json[];
    await gateway.post(`/api/webhooks/deliveries/${id}/redeliver`, {});
    await receiver.count(3);
    const keys = receiver.requests.map(({ path }) => path.split('?')[0]!.split('/').at(-1));
    expect(keys.slice(0, 2)).toEqual([id, id]);
    expect(keys[2]!.split('.')[0]).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect(keys[2]).not.toContain(id);
  });
});

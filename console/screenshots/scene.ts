import { DiscordChannel } from '../../test/support/discord-channel.ts';
import type { GatewayProcess } from '../../test/support/gateway-process.ts';
import { Receiver } from '../../test/support/receiver.ts';
import { until } from '../../test/support/until.ts';

const TYPES = [
  'job.extraction_completed',
  'job.script_completed',
  'job.completed',
  'job.failed',
  'job.completed_with_issues',
];

interface Made {
  readonly endpoint: { readonly webhook_id: string };
}

/** Receivers of every kind, one of which is down, and jobs that report to them. */
export class Scene {
  readonly #app: Receiver;
  readonly #slack: Receiver;
  readonly #discord: Receiver;
  readonly #down: Receiver;
  readonly #live: Receiver;

  private constructor(receivers: readonly [Receiver, Receiver, Receiver, Receiver, Receiver]) {
    [this.#app, this.#slack, this.#discord, this.#down, this.#live] = receivers;
  }

  static async open(): Promise<Scene> {
    const ok = async (): Promise<Receiver> => Receiver.start(() => ({ status: 200, body: 'ok' }));
    const busy = {
      status: 500,
      headers: { 'content-type': 'application/json' },
      body: '{"error":"over capacity"}',
    };
    const live = await Receiver.start(new DiscordChannel().behaviour);
    return new Scene([await ok(), await ok(), await ok(), await Receiver.start(() => busy), live]);
  }

  get environment(): Record<string, string> {
    return {
      WEBHOOK_URLS: this.#app.url('/webhooks/streamgank'),
      WEBHOOK_EVENTS: '*',
      WEBHOOK_RETRY_DELAY: '300',
      WEBHOOK_MAX_RETRIES: '2',
      WEBHOOK_BREAKER_FAILURES: '20',
      WEBHOOK_BREAKER_PAUSE: '10m',
    };
  }

  /** Adds the endpoints, lets jobs run, and names a delivery that failed, a job, and an incident. */
  async play(gateway: GatewayProcess): Promise<{ failed: string; job: string; incident: string }> {
    await add(gateway, {
      name: '#video-jobs',
      url: `slack+${this.#slack.url('/services/T024/B048/x')}`,
      events: ['job.*'],
    });
    const failures = ['job.failed', 'job.timeout', 'job.completed_with_issues'];
    await add(gateway, {
      name: 'Render alerts',
      url: `discord+${this.#discord.url('/api/webhooks/1/x')}`,
      events: failures,
    });
    await add(gateway, { name: 'Billing', url: this.#down.url('/usage'), events: ['job.completed'] });
    const analytics = await add(gateway, {
      name: 'Analytics',
      url: this.#app.url('/analytics'),
      events: ['job.*'],
    });
    await add(gateway, {
      name: '#live-renders',
      url: DiscordChannel.url(this.#live.url('')),
      events: ['job.*'],
      conversation: 'live',
    });
    const { samples } = (await gateway.get('/api/webhooks/adapters')).body;
    await run(gateway, samples);
    await gateway.post(`/api/webhooks/endpoints/${analytics}/pause`, {});
    await repair(gateway);
    const { body } = await gateway.get('/api/webhooks/deliveries?state=failed&limit=1');
    const incident = await until('the incident is opened', async () => {
      const { incidents } = (await gateway.get('/api/webhooks/incidents?limit=1')).body;
      return incidents[0] as { readonly id: string } | undefined;
    });
    return { failed: body.deliveries[0].id, job: jobId(0), incident: incident.id };
  }

  async close(): Promise<void> {
    const all = [this.#app, this.#slack, this.#discord, this.#down, this.#live];
    await Promise.all(all.map(async (one) => one.close()));
  }
}

function jobId(n: number): string {
  return `job_17041${23_456_789 + n * 61_007}_${(n * 7_919 + 46_655).toString(36)}`;
}

async function add(gateway: GatewayProcess, endpoint: object): Promise<string> {
  const { status, body } = await gateway.post('/api/webhooks/endpoints', endpoint);
  if (status !== 201) throw new Error(`the endpoint was not taken: ${JSON.stringify(body)}`);
  return (body as Made).endpoint.webhook_id;
}

interface Sample {
  readonly event: string;
  readonly data: object;
}

/** Twelve jobs through their life; every fourth fails. */
async function run(gateway: GatewayProcess, samples: readonly Sample[]): Promise<void> {
  for (let n = 0; n < 12; n++) {
    const end = n % 4 === 3 ? 'job.failed' : n % 6 === 5 ? 'job.completed_with_issues' : 'job.completed';
    for (const type of TYPES.filter((one) => TYPES.indexOf(one) < 2 || one === end)) {
      const data = { ...samples.find(({ event }) => event === type)?.data, job_id: jobId(n) };
      await gateway.trigger({ event: type, data });
    }
  }
  const open = async (): Promise<number> => {
    const { body } = await gateway.get('/api/webhooks/deliveries?state=failed&limit=5');
    return body.deliveries.length;
  };
  while ((await open()) < 3) await new Promise((wake) => setTimeout(wake, 100));
}

/** What an operator may have done: one repair that is over, and one that goes slowly. */
async function repair(gateway: GatewayProcess): Promise<void> {
  const redeliver = async (event: string, rate?: number): Promise<unknown> =>
    gateway.post('/api/webhooks/deliveries/redeliver', { filter: { state: 'delivered', event }, rate });
  await redeliver('job.script_completed');
  await redeliver('job.extraction_completed', 1);
  const first = async (): Promise<string> =>
    (await gateway.get('/api/webhooks/operations')).body.operations.at(-1).state;
  while ((await first()) === 'running') await new Promise((wake) => setTimeout(wake, 100));
}

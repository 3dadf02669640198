/**
 * Measures how many requests the events of jobs cost at a chat, with a message for each event and with one message a job, in one run
 * (`npm run bench:jobs`); and how a storm of progress of one job ends under a rate limit.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DiscordChannel } from '../test/support/discord-channel.ts';
import { GatewayProcess } from '../test/support/gateway-process.ts';
import { Receiver } from '../test/support/receiver.ts';
import { until } from '../test/support/until.ts';

const [JOBS, EVENTS_OF_A_JOB] = [100, 10];
/** Time between two events of a job, ms. */
const PACE_MS = 500;
const STORM = 5_000;
const BATCH = 1_000;
const LIMIT = { max: 5, windowMs: 2_000 };
const PATIENCE_MS = 300_000;

interface Event {
  readonly event: string;
  readonly data: object;
}

/** A chat that keeps messages as Discord does, and the gateway's endpoint for it. */
class Chat {
  readonly channel = new DiscordChannel();
  readonly receiver: Receiver;

  private constructor(receiver: Receiver) {
    this.receiver = receiver;
  }

  static async join(gateway: GatewayProcess, settings: object): Promise<Chat> {
    const receiver = await Receiver.start((...given) => chat.channel.behaviour(...given));
    const chat: Chat = new Chat(receiver);
    const url = DiscordChannel.url(receiver.url(''));
    const { status, body } = await gateway.post('/api/webhooks/endpoints', {
      url,
      events: ['job.*'],
      ...settings,
    });
    if (status !== 201) throw new Error(`the endpoint was refused: ${JSON.stringify(body)}`);
    return chat;
  }

  get requests(): number {
    return this.receiver.requests.length;
  }
}

const progress = (job: string, n: number): Event => ({
  event: n % 2 === 0 ? 'job.extraction_completed' : 'job.script_completed',
  data: { job_id: job, current_step: `step ${n}` },
});
const end = (job: string): Event => ({ event: 'job.completed', data: { job_id: job } });

async function report(gateway: GatewayProcess, events: readonly Event[]): Promise<void> {
  const { status, body } = await gateway.post('/api/webhooks/events', { events });
  if (status !== 202) throw new Error(`the events were answered with ${status}: ${JSON.stringify(body)}`);
}

/** Runs `body` beside a gateway on SQLite in a folder of its own. */
async function beside(body: (gateway: GatewayProcess) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'gateway-bench-'));
  const gateway = await GatewayProcess.start(
    {
      WEBHOOK_URLS: '',
      WEBHOOK_ALLOW_NETWORKS: 'loopback',
      WEBHOOK_SECRET_KEY: 'secret-of-the-bench',
      WEBHOOK_RATE_LIMIT_MAX: '100000',
      WEBHOOK_DIGEST: 'off',
    },
    folder,
  );
  try {
    await body(gateway);
  } finally {
    await gateway.end();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Jobs that run side by side report at their pace to two chats. */
async function ordinaryJobs(gateway: GatewayProcess): Promise<void> {
  const [each, live] = [
    await Chat.join(gateway, { conversation: 'each' }),
    await Chat.join(gateway, { conversation: 'live' }),
  ];
  const jobs = Array.from({ length: JOBS }, (_, n) => `job-${n}`);
  for (let n = 1; n < EVENTS_OF_A_JOB; n++) {
    await report(
      gateway,
      jobs.map((job) => progress(job, n)),
    );
    await sleep(PACE_MS);
  }
  await report(gateway, jobs.map(end));
  await gateway.settled(PATIENCE_MS);
  const events = JOBS * EVENTS_OF_A_JOB;
  const per1000 = ({ requests }: Chat): number => Math.round((requests / events) * 1_000);
  console.log(
    `${events} events of ${JOBS} jobs, one in ${PACE_MS} ms each: ${per1000(each)} requests per 1,000 events with a message each, ` +
      `${per1000(live)} with one message a job (${((live.requests / each.requests) * 100).toFixed(0)} %)`,
  );
  await Promise.all([each.receiver.close(), live.receiver.close()]);
}

/** One job reports far more than its chat may be told, and ends. */
async function storm(gateway: GatewayProcess): Promise<void> {
  const chat = await Chat.join(gateway, {
    conversation: 'live',
    rate_limit: { max: LIMIT.max, window_ms: LIMIT.windowMs },
  });
  const events = Array.from({ length: STORM }, (_, n) => progress('storm', n));
  for (let at = 0; at < STORM; at += BATCH) await report(gateway, events.slice(at, at + BATCH));
  await report(gateway, [end('storm')]);
  const accepted = performance.now();
  const isShown = (): boolean =>
    chat.channel.messages.some(({ said }) => said.at(-1)?.includes('Video ready'));
  await until('the end of the job', isShown, PATIENCE_MS);
  const seconds = (performance.now() - accepted) / 1_000;
  await gateway.settled(PATIENCE_MS);
  const { max, windowMs } = LIMIT;
  console.log(
    `${STORM} events of one job and its end, at most ${max} requests in ${windowMs} ms: ${chat.requests} requests; the end is shown ` +
      `${seconds.toFixed(1)} s after it was accepted (a message each would take ${(((STORM + 1) / max) * windowMs) / 1_000} s)`,
  );
  await chat.receiver.close();
}

await beside(ordinaryJobs);
await beside(storm);

import { writeFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import type { GatewayProcess, Json } from './gateway-process.js';
import type { Receiver } from './receiver.js';
import type { Stage } from './stage.js';
import { until } from './until.js';

/** A job that failed can be retried. */
const FILE = `
actions:
  retry:
    label: Retry job
    on: [job.failed]
    style: primary
`;
/** Environment of a gateway whose messages carry that button. */
export const BUTTON_ENV = {
  WEBHOOK_CONFIG: './gateway.yaml',
  WEBHOOK_ALLOW_NETWORKS: 'loopback',
  WEBHOOK_SECRET_KEY: 'secret-of-the-test',
  WEBHOOK_RATE_LIMIT_MAX: '100000',
  WEBHOOK_ACTIONS: 'link',
  WEBHOOK_URLS: '',
};

export interface ButtonScene {
  readonly gateway: GatewayProcess;
  /** Gets the requests of the buttons. */
  readonly app: Receiver;
  /** The endpoint of the chat. */
  readonly webhookId: string;
}
type OfGateway = Pick<ButtonScene, 'gateway'>;

/** An endpoint whose messages have buttons. */
interface Chat {
  readonly url: string;
  readonly name: string;
  readonly options: object;
}

/** Starts a gateway with a chat that shows buttons, and a job server that acts on them. */
export async function buttonScene(stage: Stage, chat: Chat, env: object = {}): Promise<ButtonScene> {
  writeFileSync(stage.folder.file('gateway.yaml'), FILE);
  const app = await stage.receiver();
  const gateway = await stage.gateway({ ...BUTTON_ENV, ...env });
  const webhookId = await addChat(gateway, chat);
  await add(gateway, { url: app.url(), name: 'job server', events: ['action.*'] });
  return { gateway, app, webhookId };
}

/** Adds a chat to a gateway that runs, and returns the id of its endpoint. */
export function addChat(gateway: GatewayProcess, chat: Chat): Promise<string> {
  return add(gateway, {
    ...chat,
    events: ['job.*', 'webhook.*'],
    conversation: 'each',
    rate_limit: { max: 1000, window_ms: 1000 },
  });
}

async function add(gateway: GatewayProcess, endpoint: object): Promise<string> {
  const { body } = await gateway.post('/api/webhooks/endpoints', endpoint);
  expect(body).toMatchObject({ success: true });
  return body.endpoint.webhook_id as string;
}

export async function failJob({ gateway }: OfGateway, job: string): Promise<void> {
  await gateway.trigger({ event: 'job.failed', data: { job_id: job, error: 'no codec' } });
}

/** The requests about a job that the job server got. */
export function told({ app }: Pick<ButtonScene, 'app'>, job: string): Json[] {
  return app.requests.map(({ body }) => JSON.parse(body) as Json).filter(({ data }) => data.job_id === job);
}

/** The events that presses have made, of all jobs or of one. */
export async function requested({ gateway }: OfGateway, job?: string): Promise<Json[]> {
  const ofJob = job === undefined ? '' : `&job_id=${job}`;
  const { events } = (await gateway.get(`/api/webhooks/events?limit=200${ofJob}`)).body;
  return (events as Json[]).filter(({ type }) => type === 'action.retry_requested');
}

export async function audited({ gateway }: OfGateway, action: string): Promise<Json[]> {
  const { entries } = (await gateway.get('/api/webhooks/audit?limit=200')).body;
  return (entries as Json[]).filter((entry) => entry.action === action);
}

export async function listeners(gateway: GatewayProcess): Promise<Json[]> {
  return (await gateway.get('/api/webhooks/actions')).body.listeners as Json[];
}

/** Waits until the listener of a chat is in a state. */
export function listenerIn(
  { gateway, webhookId }: Pick<ButtonScene, 'gateway' | 'webhookId'>,
  state: string,
): Promise<Json> {
  return until(`a listener that is ${state}`, async () =>
    (await listeners(gateway)).find(
      (listener) => listener.state === state && (listener.webhook_ids as string[]).includes(webhookId),
    ),
  );
}

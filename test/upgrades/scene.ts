import { Receiver, type Answer, type Received } from '../support/receiver.ts';

/**
 * Keys of all kept databases. They protect nothing but made-up data; a test that opens a kept database needs the ones that it was
 * written with.
 */
export const KEYS = {
  WEBHOOK_SECRET_KEY: 'key-of-the-kept-databases-signing',
  WEBHOOK_ENCRYPTION_KEY: Buffer.alloc(32, 'kept databases').toString('base64'),
  WEBHOOK_ADMIN_KEYS: 'key-of-the-kept-databases-admin',
  WEBHOOK_EMIT_KEYS: 'key-of-the-kept-databases-emit',
} as const;

/** Signing secret of the endpoint that has one of its own; it stands sealed in the database. */
export const OWN_SECRET = 'whsec_a2VwdC1kYXRhYmFzZXMtb3duLXNlY3JldA==';

export const ADMIN = { authorization: `Bearer ${KEYS.WEBHOOK_ADMIN_KEYS}` } as const;
export const JSON_BY_ADMIN = { ...ADMIN, 'content-type': 'application/json' } as const;

/** Hosts of the receivers. None of them resolves: their requests go through the gateway's proxy, which is the test itself. */
export const HOSTS = {
  app: 'app.test',
  refusing: 'refusing.test',
  later: 'later.test',
  silent: 'silent.test',
  paused: 'paused.test',
  gone: 'gone.test',
  limited: 'limited.test',
  broken: 'broken.test',
  batches: 'batches.test',
} as const;

/** The answer of each host while the database is filled; all others answer 200. */
const WHILE_FILLING: Readonly<Record<string, Answer>> = {
  [HOSTS.refusing]: { status: 400, body: '{"error":"no such job"}' },
  [HOSTS.later]: { status: 503, body: 'busy' },
  [HOSTS.silent]: 'handled',
  [HOSTS.gone]: 410,
  [HOSTS.limited]: { status: 429, headers: { 'retry-after': '120' } },
  [HOSTS.broken]: 500,
};

/** The proxy of a gateway, which answers in place of every host. */
export function startWorld(answers: Readonly<Record<string, Answer>> = {}): Promise<Receiver> {
  return Receiver.start(({ path }) => answers[new URL(path).hostname] ?? { status: 200, body: 'ok' });
}

export const startFillingWorld = (): Promise<Receiver> => startWorld(WHILE_FILLING);

/** The requests that went to a host. */
export const sentTo = (world: Receiver, host: string): Received[] =>
  world.requests.filter(({ path }) => new URL(path).hostname === host);

/** Settings of a gateway that fills or opens a kept database. Delays outlast the filling, and are over when a test opens it. */
export function settings(databaseUrl: string, world: Receiver): Record<string, string> {
  return {
    ...KEYS,
    DATABASE_URL: databaseUrl,
    WEBHOOK_URLS: `http://${HOSTS.app}/environment`,
    WEBHOOK_EVENTS: 'job.completed',
    WEBHOOK_EGRESS_PROXY: `http://127.0.0.1:${world.port}`,
    WEBHOOK_EGRESS_PROXY_TRUSTED: 'true',
    WEBHOOK_RETENTION_DAYS: '3650',
    WEBHOOK_RETRY_SCHEDULE: '2m,2m,2m',
    WEBHOOK_BREAKER_FAILURES: '3',
    WEBHOOK_BREAKER_PAUSE: '2m',
    WEBHOOK_TIMEOUT: '20000',
  };
}

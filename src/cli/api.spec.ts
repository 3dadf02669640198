import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { CliError } from './cli-error.js';
import { program } from './program.js';

// Each command listens for the end of the reader of its output, and lives as long as its process.
beforeAll(() => void process.stdout.setMaxListeners(0));

let server: Server | null = null;
afterEach(() => void server?.close().closeAllConnections());

/** Starts a server that is no gateway, and returns its address. */
async function stranger(answer: RequestListener): Promise<string> {
  server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server!.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Runs a command and returns the error that it throws. */
const failing = (args: readonly string[]): Promise<unknown> =>
  program()
    .parseAsync([...args], { from: 'user' })
    .then(() => null)
    .catch((error: unknown) => error);

/** Arguments with which each command calls a gateway. */
const CALLS: Readonly<Record<string, readonly string[]>> = {
  send: ['job.completed'],
  tail: [],
  listen: ['--forward', 'http://127.0.0.1:4000/'],
  events: [],
  deliveries: [],
  endpoints: [],
  retry: ['x'],
  redeliver: ['--endpoint', 'webhook_1', '--dry-run'],
  pause: ['webhook_1'],
  resume: ['webhook_1'],
  probe: ['webhook_1'],
  mute: ['webhook_1', '--for', '1h'],
  mutes: [],
  unmute: ['webhook_1'],
};

describe('A command whose --url names another server than a gateway', () => {
  const calling = program().commands.filter(({ options }) => options.some(({ long }) => long === '--url'));

  it.each(calling.map((command) => command.name()))('%s says so in a sentence', async (name) => {
    for (const body of ['<!doctype html><title>App</title>', '{"status":"ok"}', 'null', '']) {
      const url = await stranger((_request, response) => void response.end(body));
      const error = await failing([name, ...CALLS[name]!, '--url', url]);
      expect(error).toBeInstanceOf(CliError);
      expect(error).toMatchObject({
        exitCode: 1,
        message: `${url} answers, and is no gateway: check --url or GATEWAY_URL, with the base path of the gateway.`,
      });
      server!.close().closeAllConnections();
    }
  });

  it('names the page of a proxy by its status, and shows none of it', async () => {
    const url = await stranger(
      (_request, response) => void response.writeHead(404).end('<html><h1>nginx</h1></html>'),
    );
    expect(await failing(['endpoints', '--url', url])).toMatchObject({
      message: `${url} answers HTTP 404, and not as a gateway does: check --url or GATEWAY_URL, and the proxy before the gateway.`,
    });
  });
});

describe('A command that a gateway asks for a key', () => {
  it.each([
    ['tail', []],
    ['send', ['job.completed']],
    ['send', ['--file', 'package.json']],
    ['events', []],
  ] as const)('%s %j names the ways to give one', async (name, args) => {
    const url = await stranger((_request, response) =>
      response
        .writeHead(401, { 'content-type': 'application/json' })
        .end('{"success":false,"message":"Send a key."}'),
    );
    const without = (await failing([name, ...args, '--url', url])) as Error;
    expect(without.message).toContain('Name a key by GATEWAY_KEY, GATEWAY_KEY_FILE or --key.');
    const wrong = (await failing([name, ...args, '--url', url, '--key', 'wrong-key-0123456789'])) as Error;
    expect(wrong.message).toContain('The gateway does not know the key.');
  });
});

describe('A stream of a gateway that goes away', () => {
  it('is told as a connection that was lost', async () => {
    const { follow } = await import('./live/follow.js');
    const { Api } = await import('./api.js');
    const url = await stranger((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': here\n\n', () => response.destroy());
    });
    const stop = new AbortController();
    const told: (string | null)[] = [];
    const onState = (lost: string | null): void => {
      told.push(lost);
      if (lost !== null) stop.abort();
    };
    for await (const _ of follow(new Api({ url, key: null }), '/stream', { signal: stop.signal, onState }));
    expect(told).toEqual([null, 'The connection to the gateway was lost.']);
  });
});

import { emitKeypressEvents } from 'node:readline';
import type { Command } from 'commander';
import type { Api } from '../api.js';
import { misuse } from '../cli-error.js';
import { NOTHING_CHOSEN, readKey, type Key } from '../listening/keys.js';
import { ListenSession } from '../listening/session.js';
import { connected, connecting, typesOption, type Connecting } from '../options.js';
import type { Output } from '../output.js';

interface Options extends Connecting {
  readonly forward: string;
  readonly type?: string;
  readonly filter?: string;
}

/** Declares `listen`. */
export function listen(): Command {
  return connecting(
    'listen',
    'Forward deliveries to a server on this machine, without an address the gateway could reach.',
    [
      'listen --forward http://localhost:4000/hook',
      'listen --forward http://localhost:4000/hook --type "job.*" --url https://hooks.example.com',
    ],
  )
    .requiredOption('--forward <url>', 'where to post deliveries')
    .addOption(typesOption(' (default: WEBHOOK_EVENTS)'))
    .option('--filter <json>', 'a query that events must match')
    .addHelpText(
      'after',
      '\nWhat is not delivered at the end of the command is cancelled (listener_disconnected); after a disconnection, deliveries stay pending for 60 s.',
    )
    .action(async (options: Options) => {
      const { api, out } = connected(options);
      const session = new ListenSession(api, out, {
        request: requestOf(options),
        to: addressOf(options.forward),
      });
      await warnOfNodes(api, out);
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => session.stop());
      const release = takeKeys(session, out);
      await session.run().finally(release);
    });
}

function addressOf(text: string): URL {
  const url = URL.parse(text.includes('://') ? text : `http://${text}`);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw misuse('--forward is an http:// or https:// URL such as http://localhost:4000/hook.');
  if (url.username !== '' || url.password !== '') throw misuse('--forward holds no credentials.');
  return url;
}

function requestOf({ type, filter }: Options): object {
  return {
    ...(type === undefined ? {} : { events: type.split(',').map((part) => part.trim()) }),
    ...(filter === undefined ? {} : { filter: queryOf(filter) }),
  };
}

function queryOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw misuse(`--filter is JSON, such as '{"data.parameters.country": "us"}'.`);
  }
}

/** A listener is known to one gateway alone. */
async function warnOfNodes(api: Api, out: Output): Promise<void> {
  const { webhooks } = await api.call('GET', '/api/webhooks/status');
  const alive = (webhooks.nodes as { alive: boolean }[]).filter((node) => node.alive).length;
  if (alive > 1)
    out.note(
      `${alive} gateways share the store: only events that the one at ${api.url} accepts are forwarded.`,
    );
}

/** Reads keys where there is a keyboard. Returns a function that gives the keyboard back. */
function takeKeys(session: ListenSession, out: Output): () => void {
  const { stdin } = process;
  if (!stdin.isTTY || out.json) return () => undefined;
  let choice = NOTHING_CHOSEN;
  emitKeypressEvents(stdin);
  stdin.setRawMode(true);
  stdin.on('keypress', (_text: string, key: Key) => {
    const read = readKey(key, choice, session.count);
    ({ choice } = read);
    if (read.action === 'quit') session.stop();
    else if (read.action === 'choose') out.note(`r replays ${session.describe(choice.chosen)}`);
    else if (read.action === 'replay') {
      void session.replay(choice.chosen);
      choice = NOTHING_CHOSEN;
    }
  });
  return () => {
    stdin.setRawMode(false);
    stdin.pause();
  };
}

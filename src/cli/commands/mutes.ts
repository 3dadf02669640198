import type { Command } from 'commander';
import type { Api, Json } from '../api.js';
import { CliError, misuse } from '../cli-error.js';
import { connected, connecting, type Connecting } from '../options.js';
import { shown } from '../output.js';
import { listed } from '../pages.js';
import { durationOption, relative } from '../text/time.js';

const MUTES = '/api/webhooks/mutes';

interface MuteOptions extends Connecting {
  readonly all?: boolean;
  readonly for?: string;
  readonly until?: string;
  readonly type?: string;
  readonly job?: string;
  readonly error?: string;
  readonly hold?: boolean;
  readonly reason?: string;
}

/** Declares `mute`. */
export function mute(): Command {
  return connecting(
    'mute',
    'Mute an endpoint, or all of them, for a time: nobody is notified until it ends.',
    [
      'mute webhook_1 --for 1h',
      'mute webhook_1 --until 2026-01-31T07:00+01:00 --type "job.*" --hold',
      'mute --all --for 2h --reason "maintenance of the render farm"',
    ],
  )
    .argument('[endpoint]', 'id or public name of the endpoint')
    .option('--all', 'mute every endpoint')
    .option('--for <duration>', 'length of the mute, such as 30m, 2h or 3d; at most 90 days')
    .option('--until <time>', 'end of the mute: a time with its offset, such as 2026-01-31T07:00+01:00')
    .option('--type <type>', 'mute one event type or pattern such as job.*')
    .option('--job <id>', 'mute the events of one job')
    .option('--error <text>', 'mute errors of this kind: ids, numbers and quoted texts do not matter')
    .option('--hold', 'keep the messages, and send them when the mute ends (default: they are dropped)')
    .option('--reason <text>', 'why; the list of mutes and the audit log show it')
    .action(async (endpoint: string | undefined, options: MuteOptions) => {
      const body = requestOf(options);
      const path = pathOf(endpoint, options.all === true);
      const { api, out } = connected(options);
      const answer = await api.call('POST', path, { body });
      out.record(answer);
      const { id, until, then } = answer['mute'] as Json;
      const fate = then === 'hold' ? 'Messages are kept and sent then.' : 'Messages are dropped until then.';
      out.line(`Muted until ${shown(until)} (${relative(until, Date.now())}). ${fate}`);
      out.line(`gateway unmute ${shown(id)} ends the mute early.`);
    });
}

/** Declares `mutes`. */
export function mutes(): Command {
  return connecting('mutes', 'List the mutes that hold.', ['mutes', 'mutes --ended --json'])
    .option('--ended', 'list mutes of the last 90 days that have ended, too')
    .action(async ({ ended, ...options }: Connecting & { readonly ended?: boolean }) => {
      const { api, out } = connected(options);
      const now = Date.now();
      const all = await mutesOf(api);
      const rows = ended === true ? all : all.filter(({ active }) => active === true);
      const names = await namesOf(api);
      out.rows(
        [
          { title: 'MUTE', of: (row: Json) => shown(row['id']) },
          { title: 'ENDPOINT', of: (row) => endpointOf(row, names) },
          { title: 'WHAT', of: (row) => whatOf(row), min: 10 },
          { title: 'MESSAGES', of: (row) => (row['then'] === 'hold' ? 'kept' : 'dropped') },
          { title: 'ENDS', of: (row) => relative(row['ended_at'] ?? row['until'], now) },
          { title: 'BY', of: (row) => shown(row['actor']), drop: 2 },
          { title: 'REASON', of: (row) => shown(row['reason']), min: 10, drop: 1 },
        ],
        rows,
        { empty: 'Nothing is muted.' },
      );
    });
}

/** Declares `unmute`. */
export function unmute(): Command {
  return connecting('unmute', 'End a mute early, or all mutes of an endpoint.', [
    'unmute webhook_1',
    'unmute 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c',
  ])
    .argument('<mute>', 'id of the mute, or id or public name of an endpoint')
    .action(async (given: string, options: Connecting) => {
      const { api, out } = connected(options);
      const ending = await chosen(api, given);
      for (const id of ending) {
        const answer = await api.call('DELETE', `${MUTES}/${encodeURIComponent(id)}`);
        out.record(answer);
        out.line(`The mute ${id} has ended.`);
      }
    });
}

/** Reads the body of the request. @throws CliError */
function requestOf(options: MuteOptions): Json {
  const { for: span, until, type, job, error, hold, reason } = options;
  if ((span === undefined) === (until === undefined))
    throw misuse('A mute ends by itself: give --for or --until, one of the two.');
  if (span !== undefined) durationOption('--for', span);
  return {
    ...(span === undefined ? { until } : { for: span }),
    filter: {
      ...(type !== undefined && { type }),
      ...(job !== undefined && { job_id: job }),
      ...(error !== undefined && { error }),
    },
    ...(hold === true && { then: 'hold' }),
    ...(reason !== undefined && { reason }),
  };
}

function pathOf(endpoint: string | undefined, all: boolean): string {
  if ((endpoint === undefined) !== all) throw misuse('Give an endpoint, or --all, one of the two.');
  return endpoint === undefined ? MUTES : `/api/webhooks/endpoints/${encodeURIComponent(endpoint)}/mute`;
}

async function mutesOf(api: Api): Promise<readonly Json[]> {
  const answer = await api.call('GET', MUTES);
  return answer['mutes'] as Json[];
}

/** Returns the ids of the mutes that are meant. @throws CliError where none holds */
async function chosen(api: Api, given: string): Promise<readonly string[]> {
  const active = (await mutesOf(api)).filter(({ active }) => active === true);
  if (active.some(({ id }) => id === given)) return [given];
  const answer = await api.call('GET', `/api/webhooks/endpoints/${encodeURIComponent(given)}`);
  const { id: endpointId, webhook_id: name } = answer['endpoint'] as Json;
  const ids = active.filter((mute) => mute['endpoint_id'] === endpointId).map(({ id }) => id as string);
  if (ids.length === 0)
    throw new CliError(`No mute of ${shown(name)} holds; gateway mutes lists those that do.`);
  return ids;
}

async function namesOf(api: Api): Promise<ReadonlyMap<unknown, string>> {
  const endpoints = await listed(
    api,
    { path: '/api/webhooks/endpoints', field: 'endpoints', query: {} },
    Infinity,
  );
  return new Map(endpoints.map((endpoint) => [endpoint['id'], shown(endpoint['webhook_id'])]));
}

function endpointOf(mute: Json, names: ReadonlyMap<unknown, string>): string {
  const id: unknown = mute['endpoint_id'];
  return id === null ? 'all' : (names.get(id) ?? shown(id));
}

function whatOf({ type, job_id: job, error }: Json): string {
  const named = [type && shown(type), job && `job ${shown(job)}`, error && `error “${shown(error)}”`];
  const parts = named.filter(Boolean);
  return parts.length === 0 ? 'everything' : parts.join(', ');
}

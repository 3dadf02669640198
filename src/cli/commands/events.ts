import type { Command } from 'commander';
import type { Json } from '../api.js';
import { limitOf, limitOptions, rangeFilter, rangeOptions, type LimitOptions } from '../filters.js';
import { connected, connecting, refuseFilter, typesOption, type Connecting } from '../options.js';
import { jsonText, shown, type Output } from '../output.js';
import { entries, listed } from '../pages.js';
import type { Column } from '../text/table.js';
import { relative } from '../text/time.js';
import { printDeliveries } from './deliveries.js';

interface Options extends Connecting, LimitOptions {
  readonly type?: string;
  readonly job?: string;
  readonly from?: string;
  readonly to?: string;
  readonly unrouted?: boolean;
  readonly mismatch?: boolean;
}

/** Declares `events`. */
export function events(): Command {
  const command = connecting(
    'events',
    'List events, the newest first, or show one with its data and deliveries.',
    ['events --type "job.*" --from 1h', 'events --unrouted', 'events order-7'],
  )
    .argument('[id]', 'id of one event')
    .addOption(typesOption())
    .option('--job <id>', 'id of the job')
    .option('--unrouted', 'only events that no endpoint received')
    .option('--mismatch', 'only events whose data contradicts the schema of their type');
  limitOptions(rangeOptions(command)).action(async (id: string | undefined, options: Options) => {
    const { api, out } = connected(options);
    if (id !== undefined) {
      refuseFilter(command, 'event');
      const { event } = await api.call('GET', `/api/webhooks/events/${encodeURIComponent(id)}`);
      out.record(event);
      return showEvent(out, event as Json, Date.now());
    }
    const list = { path: '/api/webhooks/events', field: 'events', query: queryOf(options, Date.now()) };
    if (out.json) for await (const row of entries(api, list, limitOf(options))) out.record(row);
    else
      out.rows(eventColumns(Date.now()), await listed(api, list, limitOf(options)), {
        empty: 'No events match.',
      });
  });
  return command;
}

function queryOf(options: Options, now: number): Record<string, string | undefined> {
  return {
    type: options.type,
    job_id: options.job,
    unrouted: options.unrouted ? 'true' : undefined,
    mismatch: options.mismatch ? 'true' : undefined,
    ...rangeFilter(options, now),
  };
}

function eventColumns(now: number): readonly Column<Json>[] {
  return [
    { title: 'EVENT', of: (row) => shown(row['id']) },
    { title: 'TYPE', of: (row) => shown(row['type']), min: 12 },
    { title: 'JOB', of: (row) => shown(row['job_id']), min: 8, drop: 3 },
    { title: 'DELIVERIES', of: countsText, min: 10, drop: 2 },
    { title: 'ACCEPTED', of: (row) => relative(row['accepted_at'], now), drop: 1 },
    { title: 'NOTE', of: (row) => String(row['mismatch'] ?? row['hint'] ?? ''), min: 8, drop: 4 },
  ];
}

function countsText(row: Json): string {
  if (row['unrouted'] === true) return 'none (unrouted)';
  const counts = Object.entries(row['deliveries'] as Record<string, number>);
  const named = counts.filter(([name, count]) => count > 0 && name !== 'total');
  return named.map(([name, count]) => `${count} ${name}`).join(', ') || '0';
}

function showEvent(out: Output, event: Json, now: number): void {
  out.details([
    ['Event', shown(event['id'])],
    ['Type', shown(event['type'])],
    ['Job', event['job_id'] === null ? null : shown(event['job_id'])],
    ['Accepted', relative(event['accepted_at'], now)],
    ['Mismatch', event['mismatch'] ? shown(event['mismatch']) : null],
  ]);
  out.line();
  out.line(jsonText(event['data'], 2));
  out.line();
  printDeliveries(out, event['deliveries_list'] as Json[]);
  for (const way of (event['routing'] ?? []) as Json[])
    if (way['reason']) out.line(`${shown(way['webhook_id'])}: ${shown(way['message'])}`);
}

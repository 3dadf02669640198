import type { Command } from 'commander';
import type { Json } from '../api.js';
import { connected, connecting, type Connecting } from '../options.js';
import { jsonText, shown, type Output } from '../output.js';
import { listed } from '../pages.js';
import type { Column } from '../text/table.js';
import { relative } from '../text/time.js';

/** Declares `endpoints`. */
export function endpoints(): Command {
  return connecting('endpoints', 'List endpoints with their health, or show one.', [
    'endpoints',
    'endpoints webhook_1',
    'endpoints --json',
  ])
    .argument('[endpoint]', 'id or public name of one endpoint')
    .action(async (endpoint: string | undefined, options: Connecting) => {
      const { api, out } = connected(options);
      if (endpoint !== undefined) {
        const answer = await api.call('GET', `/api/webhooks/endpoints/${encodeURIComponent(endpoint)}`);
        out.record(answer['endpoint']);
        return showOne(out, answer['endpoint'] as Json, Date.now());
      }
      const list = { path: '/api/webhooks/endpoints', field: 'endpoints', query: {} };
      const rows = await listed(api, list, Infinity);
      out.rows(columnsOf(out), rows, { empty: 'No endpoints are configured.' });
    });
}

function columnsOf(out: Output): readonly Column<Json>[] {
  return [
    { title: 'ENDPOINT', of: (row) => shown(row['webhook_id']) },
    {
      title: 'NAME',
      of: (row) => (row['name'] === row['webhook_id'] ? '' : shown(row['name'])),
      min: 8,
      drop: 3,
    },
    { title: 'TARGET', of: (row) => shown(row['adapter']), drop: 2 },
    { title: 'STATE', of: (row) => shown(row['state']), paint: (cell) => out.state(cell) },
    { title: 'HEALTH', of: (row) => shown(row['health']), paint: (cell) => out.state(cell) },
    { title: 'QUEUED', of: (row) => shown(row['activity']?.queued) },
    { title: 'ERRORS', of: (row) => rateText(row['activity']?.error_rate), drop: 4 },
    { title: 'EVENTS', of: (row) => (row['events'] as string[]).join(','), min: 10, drop: 5 },
    { title: 'REASON', of: (row) => String(row['health_reason'] ?? ''), min: 12, drop: 6 },
  ];
}

function showOne(out: Output, endpoint: Json, now: number): void {
  const { activity } = endpoint;
  out.details([
    ['Endpoint', shown(endpoint['webhook_id'])],
    ['Name', shown(endpoint['name'])],
    ['Id', shown(endpoint['id'])],
    ['Target', `${shown(endpoint['adapter'])}  ${shown(endpoint['url'])}`],
    ['Events', shown((endpoint['events'] as string[]).join(', '))],
    ['Filter', endpoint['filter'] ? jsonText(endpoint['filter']) : null],
    ['State', out.state(shown(endpoint['state']))],
    ['Health', out.state(shown(endpoint['health']))],
    ['Reason', endpoint['health_reason'] === null ? null : shown(endpoint['health_reason'])],
    ['Circuit', shown(endpoint['breaker'])],
    ['Next probe', endpoint['next_probe_at'] ? relative(endpoint['next_probe_at'], now) : null],
    ['Last error', endpoint['last_error'] ? shown(endpoint['last_error'].message) : null],
    ['Queued', activity ? `${activity.queued}, oldest ${relative(activity.oldest_queued_at, now)}` : null],
    ['Failed', activity ? String(activity.failed) : null],
    ['Attempts', activity ? `${activity.attempts} in 15 min, ${rateText(activity.error_rate)} failed` : null],
  ]);
}

function rateText(rate: number | null | undefined): string {
  return rate === null || rate === undefined ? '–' : `${Math.round(rate * 1_000) / 10} %`;
}

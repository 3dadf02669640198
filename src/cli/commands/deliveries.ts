import type { Command } from 'commander';
import type { Json } from '../api.js';
import { deliveryFilter, deliveryOptions, limitOf, limitOptions } from '../filters.js';
import type { DeliveryOptions, LimitOptions } from '../filters.js';
import { connected, connecting, refuseFilter, type Connecting } from '../options.js';
import { shown, type Output } from '../output.js';
import { entries, listed } from '../pages.js';
import type { Column } from '../text/table.js';
import { relative } from '../text/time.js';
import { showDelivery } from '../show-delivery.js';

type Options = Connecting & DeliveryOptions & LimitOptions;

/** Declares `deliveries`. */
export function deliveries(): Command {
  const command = connecting(
    'deliveries',
    'List deliveries, the newest first, or show one with its timeline.',
    [
      'deliveries --state failed --from 2h',
      'deliveries --endpoint webhook_1,webhook_2 --type "job.*" --limit 100',
      'deliveries 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c',
      'deliveries --all --json | jq -r .id',
    ],
  ).argument('[id]', 'id of one delivery');
  limitOptions(deliveryOptions(command)).action(async (id: string | undefined, options: Options) => {
    const { api, out } = connected(options);
    if (id !== undefined) {
      refuseFilter(command, 'delivery');
      const { delivery } = await api.call('GET', `/api/webhooks/deliveries/${encodeURIComponent(id)}`);
      out.record(delivery);
      return showDelivery(out, delivery as Json, Date.now());
    }
    const query = deliveryFilter(options, Date.now());
    const list = { path: '/api/webhooks/deliveries', field: 'deliveries', query };
    if (out.json) for await (const row of entries(api, list, limitOf(options))) out.record(row);
    else printDeliveries(out, await listed(api, list, limitOf(options)));
  });
  return command;
}

/** Prints deliveries as a table. */
export function printDeliveries(out: Output, rows: readonly Json[]): void {
  out.rows(deliveryColumns(out, Date.now()), rows, { empty: 'No deliveries match.' });
}

function deliveryColumns(out: Output, now: number): readonly Column<Json>[] {
  return [
    { title: 'DELIVERY', of: (row) => shown(row['id']) },
    { title: 'STATE', of: (row) => shown(row['state']), paint: (cell) => out.state(cell) },
    { title: 'EVENT', of: (row) => shown(row['event']), min: 12 },
    { title: 'ENDPOINT', of: (row) => shown(row['webhook_id']), min: 9, drop: 1 },
    { title: 'JOB', of: (row) => shown(row['job_id']), min: 8, drop: 5 },
    { title: 'TRIES', of: (row) => shown(row['attempts']), drop: 3 },
    { title: 'ACCEPTED', of: (row) => relative(row['created_at'], now), drop: 2 },
    { title: 'WHY', of: whyText, min: 10, drop: 4 },
  ];
}

/** Says why a delivery is where it is: its hold, why it was cancelled, its last error or its reason. */
function whyText(row: Json): string {
  const ended = row['state'] === 'cancelled' ? row['reason'] : null;
  return String(row['held_reason'] ?? ended ?? row['last_error']?.message ?? row['reason'] ?? '');
}

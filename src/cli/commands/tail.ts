import type { Command } from 'commander';
import { parseJson } from '../../modules/model/exact-json.js';
import { DELIVERY_STATES } from '../../modules/model/delivery.js';
import { OUTCOMES } from '../../modules/model/outcome.js';
import { STREAM_MESSAGE_TYPES } from '../../modules/model/stream-message-types.js';
import type { Json } from '../api.js';
import { connected, connecting, typesOption, wordsOption, type Connecting } from '../options.js';
import { follow } from '../live/follow.js';
import { lineOf } from '../live/message-line.js';
import { partsOf, tailFilter, type TailFilter } from '../live/tail-filter.js';

/** States of deliveries and endpoints, and outcomes of attempts. */
const STATES = [...new Set([...DELIVERY_STATES, ...OUTCOMES, 'enabled', 'paused', 'disabled', 'removed'])];

interface Options extends Connecting, TailFilter {
  readonly only?: string;
}

/** Declares `tail`. */
export function tail(): Command {
  return connecting(
    'tail',
    'Show what happens as it happens: events, attempts, deliveries, endpoints, incidents, operations, and whether button presses are received.',
    [
      'tail',
      'tail --state failed,cancelled',
      'tail --endpoint webhook_1 --only attempt,delivery',
      'tail --type "job.*" --json | jq .data.id',
    ],
  )
    .addOption(wordsOption('--state <states>', STATES))
    .option('--endpoint <endpoints>', 'ids or public names of endpoints; several with commas')
    .option('--job <ids>', 'ids of jobs (events and deliveries); several with commas')
    .addOption(typesOption())
    .addOption(wordsOption('--only <kinds>', STREAM_MESSAGE_TYPES))
    .action(async (options: Options) => {
      const { api, out } = connected(options);
      const passes = tailFilter(options);
      // A name of no endpoint would be waited for without end.
      for (const name of partsOf(options.endpoint ?? '').filter(Boolean))
        await api.call('GET', `/api/webhooks/endpoints/${encodeURIComponent(name)}`);
      const onState = (lost: string | null): void => {
        if (lost !== null) out.note(`${lost} Connecting again…`);
      };
      for await (const { event, data: text } of follow(api, '/api/webhooks/stream', {
        query: { types: options.only },
        onState,
      })) {
        const data = parseJson(text) as Json;
        if (event !== 'reset' && !passes(data)) continue;
        out.record({ kind: event, data });
        out.line(lineOf(out, event, data));
      }
    });
}

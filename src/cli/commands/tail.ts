import type { Command } from 'commander';
import { parseJson } from '../../modules/model/exact-json.js';
import type { Json } from '../api.js';
import { connected, connecting, type Connecting } from '../options.js';
import { shown, type Output } from '../output.js';
import { follow } from '../live/follow.js';
import { tailFilter, type TailFilter } from '../live/tail-filter.js';

interface Options extends Connecting, TailFilter {
  readonly only?: string;
}

/** Declares `tail`. */
export function tail(): Command {
  return connecting('tail', 'Show what happens as it happens: events, attempts, deliveries, endpoints.', [
    'tail',
    'tail --state failed,cancelled',
    'tail --endpoint webhook_1 --only attempt,delivery',
    'tail --type "job.*" --json | jq .data.id',
  ])
    .option('--state <states>', 'states of deliveries, or outcomes of attempts; several with commas')
    .option('--endpoint <endpoints>', 'ids or public names of endpoints; several with commas')
    .option('--job <ids>', 'ids of jobs (events and deliveries); several with commas')
    .option('--type <types>', 'event types or patterns such as job.*; several with commas')
    .option('--only <kinds>', 'event, attempt, delivery, endpoint, operation; several with commas')
    .action(async (options: Options) => {
      const { api, out } = connected(options);
      const passes = tailFilter(options);
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

function lineOf(out: Output, kind: string, data: Json): string {
  const time = out.style('dim', new Date().toTimeString().slice(0, 8));
  return `${time}  ${kind.padEnd(9)}  ${textOf(out, kind, data)}`;
}

function textOf(out: Output, kind: string, data: Json): string {
  switch (kind) {
    case 'event':
      return `${shown(data['type'])}  ${shown(data['id'])}${data['unrouted'] ? '  (unrouted)' : ''}`;
    case 'attempt':
      return `${out.outcome(data['outcome'] as string)}  ${shown(data['event'])} → ${shown(data['webhook_id'])}  attempt ${data['number']}, ${data['status'] === null ? 'no response' : `HTTP ${data['status']}`} in ${data['duration_ms']} ms`;
    case 'delivery':
      return `${out.state(shown(data['state']))}  ${shown(data['event'])} → ${shown(data['webhook_id'])}  ${shown(data['id'])}${data['last_error'] ? `  ${shown(data['last_error'].message)}` : ''}`;
    case 'endpoint':
      return `${shown(data['webhook_id'])} is ${out.state(shown(data['state']))}, circuit ${shown(data['breaker'])}`;
    case 'operation':
      return `${shown(data['kind'])} ${shown(data['id'])}: ${out.state(shown(data['state']))}, ${shown(data['processed'])} of ${shown(data['total'])}`;
    default:
      return `Some messages were missed: ${shown(data['reason'])}`;
  }
}

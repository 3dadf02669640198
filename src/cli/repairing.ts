import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import type { Api, Json } from './api.js';
import { CliError, EXIT, misuse } from './cli-error.js';
import { printDeliveries } from './commands/deliveries.js';
import { deliveryFilter, deliveryOptions, type DeliveryOptions } from './filters.js';
import { connected, connecting, refuseFilter, wholeOption, type Connecting } from './options.js';
import { shown, type Output } from './output.js';

type Kind = 'retry' | 'redeliver';

interface Options extends Connecting, DeliveryOptions {
  readonly rate?: string;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

const RATE_MAX = 10_000;

/** Declares a repair of one delivery, or of all that match a filter. */
export function repairing(kind: Kind, summary: string, examples: readonly string[]): Command {
  const command = connecting(kind, summary, examples).argument('[id]', 'id of one delivery');
  return deliveryOptions(command)
    .option('--rate <n>', 'most deliveries per second')
    .option('--dry-run', 'count what would be done, and change nothing')
    .option('--yes', 'do it without asking')
    .action(async (id: string | undefined, options: Options) => {
      const { api, out } = connected(options);
      if (id !== undefined) {
        refuseFilter(command, 'delivery', ['yes']);
        return repairOne(kind, api, out, id);
      }
      const filter = given(deliveryFilter(options, Date.now()));
      return repairMany(kind, { api, out, options, filter });
    });
}

async function repairOne(kind: Kind, api: Api, out: Output, id: string): Promise<void> {
  const answer = await api.call('POST', `/api/webhooks/deliveries/${encodeURIComponent(id)}/${kind}`);
  out.record(answer);
  const { state } = answer['delivery'];
  out.line(shown(answer['message'] ?? `Delivery ${id} is ${state} again.`));
}

interface Many {
  readonly api: Api;
  readonly out: Output;
  readonly options: Options;
  readonly filter: Record<string, string>;
}

/** Counts first, then asks, then does it. @throws CliError where nobody is there to ask */
async function repairMany(kind: Kind, { api, out, options, filter }: Many): Promise<void> {
  if (Object.keys(filter).length === 0)
    throw misuse(`Give the id of a delivery, or a filter such as --endpoint webhook_1 --from 2h.`);
  const path = `/api/webhooks/deliveries/${kind}`;
  const rate = options.rate === undefined ? {} : { rate: wholeOption('--rate', options.rate, 1, RATE_MAX) };
  const counted = await api.call('POST', path, { body: { filter, ...rate, dry_run: true } });
  showCount(kind, out, counted);
  if (options.dryRun === true) return out.record(counted);
  if (counted['count'] === 0) return out.record({ ...counted, operation: null });
  if (options.yes !== true) await confirm(out, `${kind} ${countText(counted)}?`);
  const { operation } = await api.call('POST', path, { body: { filter, ...rate } });
  out.record({ operation });
  out.line(`Operation ${shown(operation.id)} started; gateway tail --only operation shows its progress.`);
}

function showCount(kind: Kind, out: Output, counted: Json): void {
  out.line(`${countText(counted)} to ${kind}`);
  for (const endpoint of counted['endpoints'] as Json[]) {
    const held = endpoint['held_by'] === null ? '' : `, on hold (${shown(endpoint['held_by'])})`;
    out.line(`  ${shown(endpoint['webhook_id'] ?? endpoint['endpoint_id'])}: ${endpoint['count']}${held}`);
  }
  for (const warning of counted['warnings'] as string[]) out.line(out.style('yellow', shown(warning)));
  const sample = counted['sample'] as Json[];
  if (!out.json && sample.length > 0) printDeliveries(out, sample.slice(0, 5));
}

function countText({ count, complete }: Json): string {
  return `${complete === false ? 'at least ' : ''}${count} ${count === 1 ? 'delivery' : 'deliveries'}`;
}

async function confirm(out: Output, question: string): Promise<void> {
  if (out.json || !process.stdin.isTTY || !process.stdout.isTTY)
    throw misuse('Nothing was changed: repeat the command with --yes, or with --dry-run to count alone.');
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  // Ctrl-C and Ctrl-D reject the question.
  const answer = await asking.question(`${question} [y/N] `).catch(() => '');
  asking.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new CliError('Nothing was changed.', EXIT.failed);
}

function given(filter: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filter).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}

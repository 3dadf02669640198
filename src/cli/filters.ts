import type { Command } from 'commander';
import { misuse } from './cli-error.js';
import { DELIVERY_STATES } from '../modules/model/delivery.js';
import { typesOption, wholeOption, wordsOption } from './options.js';
import { instantOption } from './text/time.js';

const LIMIT_MAX = 1_000_000;
const LIMIT_DEFAULT = 20;

/** Options that choose deliveries. */
export interface DeliveryOptions {
  readonly state?: string;
  readonly endpoint?: string;
  readonly type?: string;
  readonly job?: string;
  readonly event?: string;
  readonly error?: string;
  readonly from?: string;
  readonly to?: string;
}

/** Options that bound a list. */
export interface LimitOptions {
  readonly limit?: string;
  readonly all?: boolean;
}

/** Adds the options that choose deliveries. */
export function deliveryOptions(command: Command): Command {
  return rangeOptions(
    command
      .addOption(wordsOption('--state <states>', DELIVERY_STATES))
      .option('--endpoint <endpoints>', 'ids or public names; several with commas')
      .addOption(typesOption())
      .option('--job <id>', 'id of the job')
      .option('--event <id>', 'id of the event')
      .option('--error <text>', 'text in the reason or the last error'),
  );
}

/** Adds `--from` and `--to`. */
export function rangeOptions(command: Command): Command {
  return command
    .option('--from <time>', 'start of the range, inclusive: a time, or a duration before now such as 2h')
    .option('--to <time>', 'end of the range, exclusive');
}

/** Adds `--limit` and `--all`. */
export function limitOptions(command: Command): Command {
  return command
    .option('--limit <n>', `most entries to print (default: ${LIMIT_DEFAULT})`)
    .option('--all', 'print all entries');
}

/** Reads `--limit` and `--all`. @throws CliError */
export function limitOf({ limit, all }: LimitOptions): number {
  if (limit !== undefined && all === true) throw misuse('--limit and --all exclude one another.');
  if (all === true) return Infinity;
  return limit === undefined ? LIMIT_DEFAULT : wholeOption('--limit', limit, 1, LIMIT_MAX);
}

/** Returns the filter of the API that the options mean; fields that are not asked for are undefined. @throws CliError */
export function deliveryFilter(options: DeliveryOptions, now: number): Record<string, string | undefined> {
  const { state, endpoint, type, job, event, error } = options;
  return { state, endpoint, event: type, job_id: job, event_id: event, error, ...rangeFilter(options, now) };
}

/** Returns `from` and `to` of the API. @throws CliError */
export function rangeFilter(
  { from, to }: Pick<DeliveryOptions, 'from' | 'to'>,
  now: number,
): Record<string, string | undefined> {
  return {
    from: from === undefined ? undefined : instantOption('--from', from, now),
    to: to === undefined ? undefined : instantOption('--to', to, now),
  };
}

import type { GatewayConfig } from './gateway-config.js';
import { networkWarnings } from './network-warnings.js';
import { VARIABLE_NAMES } from './read-environment.js';
import type { Variables } from './read-environment.js';
import { slipWarnings } from './slips.js';
import { TWIN_NAMES } from './file-twins.js';

/** How many edits still look like a slip of the finger. */
const SLIP_MAX = 2;

const KNOWN_NAMES = [...VARIABLE_NAMES, ...TWIN_NAMES];

/** What is no fault but hardly meant: sentences for the log, free of secrets. */
export function warningsFor(variables: Variables): readonly string[] {
  return [...unknownNames(variables), ...paddedSecret(variables), ...slipWarnings(variables)];
}

/** Settings that are each right and together, or for what they open, hardly meant. */
export function warningsOn({
  retry,
  allowNetworks,
}: Pick<GatewayConfig, 'retry' | 'allowNetworks'>): readonly string[] {
  return [...cutDelay(retry), ...networkWarnings(allowNetworks)];
}

function cutDelay({ schedule, delayMs, maxDelayMs }: GatewayConfig['retry']): readonly string[] {
  if (schedule !== null || delayMs <= maxDelayMs) return [];
  return [
    `WEBHOOK_RETRY_DELAY is above WEBHOOK_MAX_RETRY_DELAY: every retry waits ${maxDelayMs} ms, plus jitter.`,
  ];
}

function unknownNames(variables: Variables): readonly string[] {
  return Object.keys(variables)
    .filter((name) => name.startsWith('WEBHOOK_') && !KNOWN_NAMES.includes(name))
    .map((name) => {
      const known = nearest(name);
      return `${name} is not a variable of the gateway${known === null ? '.' : `: did you mean ${known}?`}`;
    });
}

function paddedSecret({ WEBHOOK_SECRET_KEY: secret = '' }: Variables): readonly string[] {
  return secret !== secret.trim() && secret.trim() !== ''
    ? ['WEBHOOK_SECRET_KEY begins or ends with white space, which is not taken as part of the key.']
    : [];
}

function nearest(name: string): string | null {
  const [best] = KNOWN_NAMES.map((known) => ({ known, edits: distance(name, known) })).sort(
    (a, b) => a.edits - b.edits,
  );
  return best !== undefined && best.edits <= SLIP_MAX ? best.known : null;
}

/** Levenshtein's edit distance. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...to].entries()) {
      next.push(Math.min(row[j + 1]! + 1, next[j]! + 1, row[j]! + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row[to.length]!;
}

import type { Command } from 'commander';
import { repairing } from '../repairing.js';

/** Declares `retry`. */
export function retry(): Command {
  return repairing('retry', 'Retry a pending delivery now, or all pending ones that match a filter.', [
    'retry 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c',
    'retry --endpoint webhook_1 --dry-run',
    'retry --endpoint webhook_1 --yes',
  ]);
}

/** Declares `redeliver`. */
export function redeliver(): Command {
  return repairing(
    'redeliver',
    'Send a completed delivery again, or all that match a filter (failed ones by default).',
    [
      'redeliver 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c',
      'redeliver --endpoint webhook_1 --from 2h --dry-run',
      'redeliver --error 503 --rate 50 --yes',
    ],
  );
}

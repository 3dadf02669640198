import { randomUUID } from 'node:crypto';
import type { Api, Json } from '../api.js';
import { refusalOf } from '../api.js';
import { CliError } from '../cli-error.js';
import { shown, type Output } from '../output.js';
import type { Line } from '../text/lines.js';
import { batchesOf } from './batches.js';
import { postPatiently } from './patient.js';

/** Totals of the lines that were sent. */
interface Totals {
  accepted: number;
  duplicates: number;
  rejected: number;
  /** Deliveries by outcome; only with a wait. */
  successful: number;
  failed: number;
  pending: number;
}

/**
 * Sends one event a line, as the lines are: numbers keep their digits. Events without an id get one, so that a call that got no
 * answer is repeated without sending anything twice.
 *
 * @param waitS seconds to wait for outcomes of each call; null: no wait
 * @throws CliError where lines were refused, or deliveries were not delivered within the wait
 */
export async function sendLines(
  api: Api,
  out: Output,
  lines: AsyncIterable<Line>,
  waitS: number | null,
): Promise<void> {
  const totals: Totals = { accepted: 0, duplicates: 0, rejected: 0, successful: 0, failed: 0, pending: 0 };
  const started = performance.now();
  for await (const batch of batchesOf(lines)) {
    const answer = await postPatiently(api, '/api/webhooks/events', {
      body: batch.map(({ text }) => text).join('\n'),
      headers: {
        'content-type': 'application/x-ndjson',
        'idempotency-key': randomUUID(),
        ...(waitS === null ? {} : { prefer: `wait=${waitS}` }),
      },
    });
    if (!Array.isArray(answer.body['results'])) throw stopped(refusalOf(answer, true), batch[0]!, totals);
    report(out, batch, answer.body, totals);
    out.progress(`${totals.accepted + totals.duplicates} events sent, ${totals.rejected} refused`);
  }
  out.progress('');
  summary(out, totals, { seconds: (performance.now() - started) / 1_000, waited: waitS !== null });
}

function report(out: Output, batch: readonly Line[], answer: Json, totals: Totals): void {
  for (const result of answer['results'] as Json[]) {
    const line = batch[result['index'] as number]!.number;
    out.record({ line, ...result });
    if (result['success'] === false) {
      if (!out.json) out.progress('');
      if (!out.json) out.note(`Line ${line}: ${shown(result['message'])}`);
    }
    const { outcome } = result;
    if (outcome)
      for (const name of ['successful', 'failed', 'pending'] as const) totals[name] += outcome[name];
  }
  totals.duplicates += answer['duplicates'] as number;
  totals.accepted += (answer['accepted'] as number) - (answer['duplicates'] as number);
  totals.rejected += answer['rejected'] as number;
}

function summary(
  out: Output,
  totals: Totals,
  { seconds, waited }: { readonly seconds: number; readonly waited: boolean },
): void {
  const { accepted, duplicates, rejected, successful, failed, pending } = totals;
  const rate = Math.round((accepted + duplicates) / Math.max(seconds, 0.001));
  out.line(`${accepted} accepted, ${duplicates} duplicates, ${rejected} refused (${rate} events/s)`);
  if (waited) out.line(`Deliveries: ${successful} delivered, ${failed} failed, ${pending} pending`);
  if (rejected > 0) throw new CliError(`${rejected} events were refused.`);
  if (failed + pending > 0) throw new CliError(`${failed + pending} deliveries were not delivered in time.`);
}

function stopped(error: CliError, { number }: Line, { accepted, duplicates }: Totals): CliError {
  const before = accepted + duplicates;
  return new CliError(
    `${error.message}\nNothing from line ${number} on was sent; ${before} events before it were.`,
  );
}

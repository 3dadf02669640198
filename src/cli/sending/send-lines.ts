import { randomUUID } from 'node:crypto';
import type { Answer, Api, Json } from '../api.js';
import { CliError } from '../cli-error.js';
import { shown, type Output } from '../output.js';
import type { Line } from '../text/lines.js';
import { batchesOf } from './batches.js';
import { postPatiently } from './patient.js';
import { counted } from '../../modules/model/counted.js';

/** Totals of the lines that were sent. */
interface Totals {
  /** Number of the last line that the gateway answered for; 0: none. */
  line: number;
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
  const totals: Totals = {
    line: 0,
    accepted: 0,
    duplicates: 0,
    rejected: 0,
    successful: 0,
    failed: 0,
    pending: 0,
  };
  const started = performance.now();
  try {
    for await (const batch of batchesOf(lines)) {
      report(out, batch, await taken(api, batch, waitS), totals);
      out.progress(
        `${counted(totals.accepted + totals.duplicates, 'event')} sent, ${totals.rejected} refused`,
      );
    }
  } catch (error) {
    out.progress('');
    throw error instanceof CliError ? stopped(error, totals) : error;
  }
  out.progress('');
  summary(out, totals, { seconds: (performance.now() - started) / 1_000, waited: waitS !== null });
}

/** Sends the lines of one call. @throws CliError where the gateway takes none of them, or does not answer */
async function taken(api: Api, batch: readonly Line[], waitS: number | null): Promise<Json> {
  const answer = await postPatiently(api, '/api/webhooks/events', {
    body: batch.map(({ text }) => text).join('\n'),
    headers: {
      'content-type': 'application/x-ndjson',
      'idempotency-key': randomUUID(),
      ...(waitS === null ? {} : { prefer: `wait=${waitS}` }),
    },
  });
  if (Array.isArray(answer.body['results'])) return answer.body;
  const refused = refusedLines(answer, batch.length);
  if (refused === null) throw api.refusal(answer);
  return refused;
}

/** Reads the refusal of a call whose lines are all faulty as the results of these lines; null for another refusal. */
function refusedLines({ body }: Answer, count: number): Json | null {
  const results = new Map<number, Json>();
  for (const { field, message } of (body['errors'] ?? []) as Json[]) {
    const [, index] = /^events\[(\d+)\]/.exec(String(field)) ?? [];
    if (index === undefined) return null;
    results.set(Number(index), { index: Number(index), success: false, code: body['code'], message });
  }
  if (results.size < count) return null;
  return { results: [...results.values()], accepted: 0, duplicates: 0, rejected: count };
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
  totals.line = batch.at(-1)!.number;
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
  out.line(
    `${accepted} accepted, ${counted(duplicates, 'duplicate')}, ${rejected} refused (${rate} events/s)`,
  );
  if (waited) out.line(`Deliveries: ${successful} delivered, ${failed} failed, ${pending} pending`);
  if (rejected > 0) throw new CliError(`Refused: ${counted(rejected, 'event')}.`);
  if (failed + pending > 0)
    throw new CliError(`Not delivered in time: ${counted(failed + pending, 'delivery')}.`);
}

/** Adds to the reason of a stop how much was sent before. */
function stopped(error: CliError, { line, accepted, duplicates }: Totals): CliError {
  return new CliError(
    `${error.message}\nSending stopped after line ${line}: sent so far: ${counted(accepted + duplicates, 'event')}. Lines after it may have to be sent again.`,
    error.exitCode,
  );
}

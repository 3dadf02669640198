import type { Json } from './api.js';
import { shown, type Output } from './output.js';
import { relative, spanText } from './text/time.js';

/** Prints a delivery with its timeline. @param now Unix ms */
export function showDelivery(out: Output, delivery: Json, now: number): void {
  out.details([
    ['Delivery', shown(delivery['id'])],
    ['State', out.state(shown(delivery['state']))],
    ['Event', `${shown(delivery['event'])}  ${shown(delivery['event_id'])}`],
    ['Job', delivery['job_id'] === null ? null : shown(delivery['job_id'])],
    ['Endpoint', shown(delivery['webhook_id'])],
    ['Reason', delivery['reason'] === null ? null : shown(delivery['reason'])],
    ['On hold', delivery['held_reason'] === null ? null : shown(delivery['held_reason'])],
    ['Retry', retryText(delivery, now)],
  ]);
  out.line();
  out.line(out.style('bold', 'Timeline'));
  const start = Date.parse(delivery['created_at'] as string);
  out.line(`  ${stamp(delivery['created_at'])}  accepted ${relative(delivery['created_at'], now)}`);
  for (const attempt of delivery['history'] as Json[]) showAttempt(out, attempt, start);
  if (delivery['settled_at'] !== null)
    out.line(`  ${stamp(delivery['settled_at'])}  ${out.state(shown(delivery['state']))}`);
}

function showAttempt(out: Output, attempt: Json, start: number): void {
  const after = spanText(Math.max(0, Date.parse(attempt['started_at'] as string) - start));
  const status = attempt['status'] === null ? 'no response' : `HTTP ${attempt['status']}`;
  const outcome = out.outcome(attempt['outcome'] as string);
  out.line(
    `  ${stamp(attempt['started_at'])}  attempt ${attempt['number']} after ${after}: ${outcome}, ${status} in ${attempt['duration_ms']} ms`,
  );
  const { error, explanation, note } = attempt;
  for (const text of [error?.message, explanation?.summary, explanation?.next_step, note])
    if (text) out.line(`${' '.repeat(16)}${out.style('dim', shown(text))}`);
}

/** Local time of day with ms, which is how a timeline is read. */
function stamp(iso: unknown): string {
  const at = new Date(iso as string);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}

function retryText(delivery: Json, now: number): string | null {
  if (delivery['state'] === 'delivered') return null;
  const when = delivery['retry_at'] === null ? '' : ` (${relative(delivery['retry_at'], now)})`;
  return `${shown(delivery['retry_reason'])}${when}`;
}

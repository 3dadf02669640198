import { defer, finalize, from, map, of, timeout, type Observable } from 'rxjs';
import type { Handed, HandedAnswer } from '../../model/listener-link.js';
import { keptText } from './response-text.js';
import type { Answer, NoAnswer } from './sender.service.js';

/** Waits for the answer of a listener within the timeout. Emits once and completes, never errors; unsubscribing drops the request. */
export function handedOver({ answer, drop }: Handed, timeoutMs: number): Observable<Answer | NoAnswer> {
  return defer(() => {
    const started = performance.now();
    return from(answer).pipe(
      timeout({ first: timeoutMs, with: () => of(overdue(timeoutMs)) }),
      map((result) => withTime(result, Math.round(performance.now() - started))),
      finalize(drop),
    );
  });
}

function overdue(timeoutMs: number): HandedAnswer {
  const message = `timeout of ${timeoutMs}ms exceeded while the listener worked`;
  return { kind: 'no-answer', fault: { code: 'TIMEOUT', message } };
}

function withTime(result: HandedAnswer, durationMs: number): Answer | NoAnswer {
  if (result.kind === 'no-answer') return { ...result, durationMs };
  return { ...result, keptBody: keptText(result.body), note: null, durationMs };
}

import { Observable } from 'rxjs';
import type { Handed, HandedAnswer } from '../../model/listener-link.js';

/** The answer of a listener, and the time that it took. */
export type HandedOver = HandedAnswer & { readonly durationMs: number };

/** Waits for the answer of a listener within the timeout. Emits once and completes, never errors; unsubscribing drops the request. */
export function handedOver({ answer, drop }: Handed, timeoutMs: number): Observable<HandedOver> {
  return new Observable((subscriber) => {
    const started = performance.now();
    const end = (result: HandedAnswer): void => {
      clearTimeout(deadline);
      subscriber.next({ ...result, durationMs: Math.round(performance.now() - started) });
      subscriber.complete();
    };
    const deadline = setTimeout(() => {
      drop();
      const message = `timeout of ${timeoutMs}ms exceeded while the listener worked`;
      end({ kind: 'no-answer', fault: { code: 'TIMEOUT', message } });
    }, timeoutMs);
    void answer.then(end);
    return () => {
      clearTimeout(deadline);
      drop();
    };
  });
}

import { Observable, type OperatorFunction } from 'rxjs';

export interface SettleOptions<T, R> {
  /** Writes a batch; resolves with one result an item, in order. */
  readonly write: (batch: readonly T[]) => Promise<readonly R[]>;
  /** Items of one write at most. */
  readonly max: number;
  /** Told of every failed write; resolves when it is to be tried again. */
  readonly onFailure: (error: unknown, tries: number) => Promise<void>;
}

/**
 * Writes what comes in batches: whatever arrived while one write was under way makes up the next. A write that fails is
 * repeated until it succeeds, for what it says has happened at the target already. Completes after the last write.
 */
export function settleInBatches<T, R>(options: SettleOptions<T, R>): OperatorFunction<T, R> {
  return (source) =>
    new Observable<R>((subscriber) => {
      let waiting: T[] = [];
      let writing = false;
      let sourceDone = false;
      const drain = async (): Promise<void> => {
        writing = true;
        while (waiting.length > 0 && !subscriber.closed) {
          const batch = waiting.slice(0, options.max);
          waiting = waiting.slice(options.max);
          for (const result of await persistently(batch, options)) subscriber.next(result);
        }
        writing = false;
        if (sourceDone) subscriber.complete();
      };
      return source.subscribe({
        next: (item) => {
          waiting.push(item);
          if (!writing) void drain().catch((error: unknown) => subscriber.error(error));
        },
        error: (error: unknown) => subscriber.error(error),
        complete: () => {
          sourceDone = true;
          if (!writing) subscriber.complete();
        },
      });
    });
}

async function persistently<T, R>(batch: readonly T[], options: SettleOptions<T, R>): Promise<readonly R[]> {
  for (let tries = 1; ; tries++) {
    try {
      return await options.write(batch);
    } catch (error) {
      await options.onFailure(error, tries);
    }
  }
}

import { Observable, type OperatorFunction } from 'rxjs';

/** The write of {@link settleInBatches}, its size and its repetition. */
export interface SettleOptions<T, R> {
  /** Writes a batch; resolves with one result per item, in order. */
  readonly write: (batch: readonly T[]) => Promise<readonly R[]>;
  /** Largest number of items in one write. */
  readonly max: number;
  /** Hears of every failed write (`tries`: 1 for the first); resolves when the write is to be repeated. */
  readonly onFailure: (error: unknown, tries: number) => Promise<void>;
  /** Called with each item as it arrives, before it is written. */
  readonly onArrival?: (item: T) => void;
}

/**
 * Writes items in batches: the items that arrive during one write make up the next. A write that fails is repeated until it
 * succeeds, because the attempts that it records have been made already.
 *
 * @returns an operator that emits one result per item, in order. An error of the source passes at once; after
 * unsubscribing no further write begins, nor is a failed one repeated. It completes after the last write.
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
          for (const result of await writeUntilStored(batch, options, subscriber)) subscriber.next(result);
        }
        writing = false;
        if (sourceDone) subscriber.complete();
      };
      return source.subscribe({
        next: (item) => {
          options.onArrival?.(item);
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

/** Repeats a write until it succeeds; without a subscriber it ends after the failure, and gives no results. */
async function writeUntilStored<T, R>(
  batch: readonly T[],
  options: SettleOptions<T, R>,
  subscriber: { readonly closed: boolean },
): Promise<readonly R[]> {
  for (let tries = 1; !subscriber.closed; tries++) {
    try {
      return await options.write(batch);
    } catch (error) {
      await options.onFailure(error, tries);
    }
  }
  return [];
}

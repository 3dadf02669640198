import { Worker, type ResourceLimits } from 'node:worker_threads';
import type { HeapLimits, MemoryPlan } from '../../../config/memory-plan.js';
import type { Clock } from '../../../model/clock.js';
import { GatewayError } from '../../../model/gateway-error.js';
import { Commits } from '../../commits.js';
import { storeClosed } from '../store-error.js';
import { toError, type Answer, type Call, type PortName, type Request, type Response } from './messages.js';

/** V8 counts its space for new objects as three semi-spaces: two halves, and as much for large objects. */
const SEMI_SPACES = 3;

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** Memory that a store may use. */
export type StoreMemory = Pick<MemoryPlan, 'databaseCache' | 'heaps'>;

/** Files that the thread opens, and its memory. */
export interface Opening {
  readonly file: string;
  readonly memory: StoreMemory;
}

/** The gateway's end of the database thread: calls made in one iteration of the event loop cross together. */
export class DatabaseThread {
  readonly commits = new Commits();
  readonly #worker: Worker;
  readonly #clock: Clock;
  readonly #waiting = new Map<number, Waiting>();
  readonly #opened = Promise.withResolvers<void>();
  readonly #closed = Promise.withResolvers<void>();
  #calls: Call[] = [];
  #ids = 0;
  #onLost: ((error: Error) => void) | undefined;
  /** The error of further calls; null while the thread answers. */
  #over: Error | null = null;

  private constructor(worker: Worker, clock: Clock) {
    this.#worker = worker;
    this.#clock = clock;
    worker.on('message', (response: Response) => this.#take(response));
    worker.on('error', (error) => this.#end(broken(error)));
    worker.on('exit', () => this.#end(broken()));
  }

  /**
   * Starts `entry` in a thread and resolves when it has opened the file; rejects with its refusal. `onLost` is called
   * when the thread ends later without having been closed.
   */
  static async open(
    entry: URL,
    { file, memory }: Opening,
    clock: Clock,
    onLost?: (error: Error) => void,
  ): Promise<DatabaseThread> {
    const worker = new Worker(entry, {
      workerData: { file, now: clock.now(), cacheBytes: memory.databaseCache },
      ...(memory.heaps !== null && { resourceLimits: limitsOf(memory.heaps.database) }),
    });
    const thread = new DatabaseThread(worker, clock);
    await thread.#opened.promise;
    thread.#onLost = onLost;
    return thread;
  }

  call<T>(port: PortName, method: string, args: readonly unknown[]): Promise<T> {
    if (this.#over) return Promise.reject(this.#over);
    return new Promise<T>((resolve, reject) => {
      const id = ++this.#ids;
      this.#waiting.set(id, { resolve, reject });
      if (this.#calls.push({ id, port, method, args }) === 1) setImmediate(() => this.#send());
    });
  }

  /** Resolves when all calls have been answered and the database is closed. */
  async close(): Promise<void> {
    this.#send();
    if (!this.#over) this.#post({ kind: 'close' });
    this.#over ??= storeClosed();
    await this.#closed.promise;
  }

  #send(): void {
    const calls = this.#calls;
    this.#calls = [];
    if (calls.length > 0) this.#post({ kind: 'calls', now: this.#clock.now(), calls });
  }

  #post(request: Request): void {
    this.#worker.postMessage(request);
  }

  #take(response: Response): void {
    if (response.kind === 'open') this.#opened.resolve();
    else if (response.kind === 'refused') this.#opened.reject(toError(response.failure));
    else if (response.kind === 'closed') this.#closed.resolve();
    else {
      for (const answer of response.answers) this.#settle(answer);
      for (const { calls, durationMs } of response.commits) this.commits.publish(calls, durationMs);
    }
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('failure' in answer) waiting?.reject(toError(answer.failure));
    else waiting?.resolve(answer.value as never);
  }

  /** Rejects all waiting and all further calls: the thread is gone. */
  #end(error: Error): void {
    if (!this.#over) this.#onLost?.(error);
    this.#over ??= error;
    this.#opened.reject(error);
    this.#closed.resolve();
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

function limitsOf({ old, semi }: HeapLimits): ResourceLimits {
  return { maxOldGenerationSizeMb: old, maxYoungGenerationSizeMb: SEMI_SPACES * semi };
}

function broken(cause?: unknown): GatewayError {
  return new GatewayError('store_unavailable', 'The thread of the database has ended.', { cause });
}

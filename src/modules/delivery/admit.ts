import { Observable, Subscription, timer, type ObservableInput, type OperatorFunction, from } from 'rxjs';
import Queue from 'yocto-queue';
import type { Slots } from './slots.js';
import type { Throttle } from './throttle.js';

export interface AdmitOptions<T, R> {
  /** Attempts in flight at once, for now. */
  readonly concurrency: () => number;
  readonly throttle: Throttle;
  /** The attempts in flight of all lanes together. */
  readonly slots: Slots;
  /** Steady time, ms; the throttle's clock. */
  readonly now: () => number;
  /** First attempts go before retries (seven to one), and retries take at most half of the concurrency. */
  readonly isRetry: (item: T) => boolean;
  /** True when items are to pass at once, unthrottled: they will not be sent but handed back. */
  readonly bypass: () => boolean;
  /** True for an item that will not be sent whatever happens: it passes without using up a send. */
  readonly discard: (item: T) => boolean;
  /** Emits when `bypass` may have changed. */
  readonly recheck: Observable<unknown>;
  /** A rate limit holds back `waiting` items; told whenever one of them might have started otherwise. */
  readonly onThrottled: (waiting: number) => void;
  /** `admitted`: it has its place and may be sent; false for what was bypassed or discarded. */
  readonly project: (item: T, admitted: boolean) => ObservableInput<R>;
}

/**
 * Lets the items of one lane through: at most `concurrency` at a time and never faster than the throttle allows. What has
 * to wait waits here, in order; the source is bounded by whoever feeds it.
 *
 * @returns an operator that emits what `project` emits; an error of `project` ends the lane, so it must not throw
 */
export function admit<T, R>(options: AdmitOptions<T, R>): OperatorFunction<T, R> {
  return (source) =>
    new Observable<R>((subscriber) => {
      const gate = new Gate(options, (item, admitted, onEnd) =>
        from(options.project(item, admitted)).subscribe({
          next: (result) => subscriber.next(result),
          error: (error: unknown) => subscriber.error(error),
          complete: onEnd,
        }),
      );
      let sourceDone = false;
      const completeWhenDone = (): void => {
        if (sourceDone && gate.idle) subscriber.complete();
      };
      gate.onIdle = completeWhenDone;
      gate.subscriptions.add(options.recheck.subscribe(() => gate.pump()));
      gate.subscriptions.add(
        source.subscribe({
          next: (item) => gate.add(item),
          error: (error: unknown) => subscriber.error(error),
          complete: () => {
            sourceDone = true;
            completeWhenDone();
          },
        }),
      );
      return gate.subscriptions;
    });
}

/** While both wait, every so many starts one is a retry. */
const RETRY_TURN = 8;

class Gate<T, R> {
  readonly subscriptions = new Subscription();
  onIdle: () => void = () => undefined;
  readonly #options: AdmitOptions<T, R>;
  readonly #run: (item: T, admitted: boolean, onEnd: () => void) => Subscription;
  readonly #first = new Queue<T>();
  readonly #retries = new Queue<T>();
  #active = 0;
  #activeRetries = 0;
  #turns = 0;
  #pumping = false;
  readonly #again = (): void => this.pump();
  #alarm: Subscription | null = null;

  constructor(
    options: AdmitOptions<T, R>,
    run: (item: T, admitted: boolean, onEnd: () => void) => Subscription,
  ) {
    this.#options = options;
    this.#run = run;
  }

  get idle(): boolean {
    return this.#active === 0 && this.#waiting === 0;
  }

  get #waiting(): number {
    return this.#first.size + this.#retries.size;
  }

  add(item: T): void {
    (this.#options.isRetry(item) ? this.#retries : this.#first).enqueue(item);
    this.pump();
  }

  /** Starts whatever may start now, and sets the alarm for what may not. */
  pump(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    while (this.#waiting > 0 && this.#startOne());
    this.#pumping = false;
  }

  /** False when nothing more may start for now. */
  #startOne(): boolean {
    const { bypass, discard } = this.#options;
    if (bypass()) {
      this.#start(this.#queue(true).dequeue()!, false);
      return true;
    }
    const queue = this.#next();
    if (!queue) return false;
    const unsent = discard(queue.peek()!);
    if (!unsent && !this.#admits(queue === this.#retries)) return false;
    this.#start(queue.dequeue()!, !unsent);
    return true;
  }

  /** Whose turn it is, as far as the lane's own concurrency goes. */
  #next(): Queue<T> | undefined {
    const concurrency = this.#options.concurrency();
    if (this.#active >= concurrency) return undefined;
    const retriesToo = this.#activeRetries < Math.max(1, concurrency >> 1);
    if (this.#first.size === 0) return retriesToo ? this.#retries : undefined;
    return this.#queue(retriesToo && this.#options.slots.retriesToo);
  }

  /** Asks the throttle, then for a slot: a place in either is taken only where there is one in both. */
  #admits(retry: boolean): boolean {
    const { throttle, slots, now: clock } = this.#options;
    const now = clock();
    const wait = throttle.wait(now);
    if (wait > 0) {
      this.#holdBack(wait);
      return false;
    }
    if (!slots.take({ retry, active: this.#active, again: this.#again })) return false;
    throttle.take(now);
    return true;
  }

  /** First attempts before retries; but now and then a retry, or a steady stream of first ones would starve them. */
  #queue(retriesToo: boolean): Queue<T> {
    if (!retriesToo || this.#retries.size === 0) return this.#first;
    return this.#first.size === 0 || this.#turns % RETRY_TURN === RETRY_TURN - 1
      ? this.#retries
      : this.#first;
  }

  #start(item: T, admitted: boolean): void {
    const retry = this.#options.isRetry(item);
    this.#active++;
    this.#turns++;
    if (retry) this.#activeRetries++;
    const running = this.#run(item, admitted, () => {
      this.#active--;
      if (retry) this.#activeRetries--;
      if (admitted) this.#free(retry);
      this.pump();
      if (this.idle) this.onIdle();
    });
    // A closed one removes itself; what is still running ends with the lane.
    this.subscriptions.add(running);
  }

  /** Lanes that wait come before what is next in this one. */
  #free(retry: boolean): void {
    const { throttle, slots, now } = this.#options;
    throttle.end(now());
    slots.give(retry);
  }

  #holdBack(wait: number): void {
    if (this.#options.throttle.limitedBy(this.#options.now())) this.#options.onThrottled(this.#waiting);
    this.#setAlarm(wait);
  }

  #setAlarm(wait: number): void {
    this.#alarm?.unsubscribe();
    this.#alarm = null;
    if (wait === Infinity) return;
    this.#alarm = timer(Math.ceil(wait)).subscribe(() => this.pump());
    this.subscriptions.add(this.#alarm);
  }
}

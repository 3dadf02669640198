import { Observable, Subscription, timer, type ObservableInput, type OperatorFunction, from } from 'rxjs';
import Queue from 'yocto-queue';
import type { Slots } from './slots.js';
import type { Throttle } from '../rate-limit/throttle.js';

/** What a lane lets through, and when. `Hold` is why an item is not sent. */
export interface AdmissionPolicy<T, Hold> {
  /** Attempts in flight at once, for now. */
  readonly concurrency: () => number;
  readonly throttle: Throttle;
  /** The attempts in flight of all lanes together. */
  readonly slots: Slots;
  /** Steady time, ms; the throttle's clock. */
  readonly now: () => number;
  /** First attempts go before retries (seven to one), and retries take at most half of the concurrency. */
  readonly isRetry: (item: T) => boolean;
  /** Why the lane sends nothing for now; null when it sends. Everything in it passes then, unthrottled and unsent. */
  readonly laneHold: () => Hold | null;
  /** Why this item is not sent whatever its lane does; null when it may be. It uses up neither a send nor a slot. */
  readonly itemHold: (item: T) => Hold | null;
  /** Emits when `laneHold` or `concurrency` may have changed. */
  readonly recheck: Observable<unknown>;
  /** A rate limit holds back `waiting` items; called whenever one of them might have started otherwise. */
  readonly onThrottled: (waiting: number) => void;
}

/** Runs one item: an attempt where `hold` is null, else what becomes of an item that is not sent. Must not throw. */
export type Project<T, R, Hold> = (item: T, hold: Hold | null) => ObservableInput<R>;

/**
 * Lets the items of one lane through, as `mergeMap` with a concurrency does, and never faster than the policy's throttle
 * allows. What has to wait waits here, in order; the source is bounded by its feeder.
 *
 * @returns an operator that emits what `project` emits. An error of the source or of `project` ends the lane, and with it
 * every attempt in flight; unsubscribing does so too. It completes when the source has and the last item is over.
 *
 * @example
 * lane.pipe(admit(policy, (delivery, hold) => (hold ? of(unsent(delivery, hold)) : attempt(delivery))));
 */
export function admit<T, R, Hold>(
  policy: AdmissionPolicy<T, Hold>,
  project: Project<T, R, Hold>,
): OperatorFunction<T, R> {
  return (source) =>
    new Observable<R>((subscriber) => {
      const gate = new Gate(policy, (item: T, hold: Hold | null, onEnd) =>
        from(project(item, hold)).subscribe({
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
      gate.subscriptions.add(policy.recheck.subscribe(() => gate.pump()));
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

/** While first attempts and retries both wait, one start in eight is a retry. */
const RETRY_TURN = 8;

class Gate<T, Hold> {
  readonly subscriptions = new Subscription();
  onIdle: () => void = () => undefined;
  readonly #policy: AdmissionPolicy<T, Hold>;
  readonly #run: (item: T, hold: Hold | null, onEnd: () => void) => Subscription;
  readonly #first = new Queue<T>();
  readonly #retries = new Queue<T>();
  #active = 0;
  #activeRetries = 0;
  #turns = 0;
  #pumping = false;
  readonly #again = (): void => this.pump();
  #alarm: Subscription | null = null;

  constructor(
    policy: AdmissionPolicy<T, Hold>,
    run: (item: T, hold: Hold | null, onEnd: () => void) => Subscription,
  ) {
    this.#policy = policy;
    this.#run = run;
  }

  get idle(): boolean {
    return this.#active === 0 && this.#waiting === 0;
  }

  get #waiting(): number {
    return this.#first.size + this.#retries.size;
  }

  add(item: T): void {
    (this.#policy.isRetry(item) ? this.#retries : this.#first).enqueue(item);
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
    const { laneHold, itemHold } = this.#policy;
    const held = laneHold();
    if (held !== null) {
      const item = this.#queue(true).dequeue()!;
      this.#start(item, itemHold(item) ?? held);
      return true;
    }
    const queue = this.#next();
    if (!queue) return false;
    const hold = itemHold(queue.peek()!);
    if (hold === null && !this.#admits(queue === this.#retries)) return false;
    this.#start(queue.dequeue()!, hold);
    return true;
  }

  /** The queue to start from next; undefined while the lane's own concurrency is used up. */
  #next(): Queue<T> | undefined {
    const concurrency = this.#policy.concurrency();
    if (this.#active >= concurrency) return undefined;
    const retriesToo = this.#activeRetries < Math.max(1, concurrency >> 1);
    if (this.#first.size === 0) return retriesToo ? this.#retries : undefined;
    return this.#queue(retriesToo && this.#policy.slots.retriesToo);
  }

  /** Asks the throttle, then for a slot: a place in either is taken only where there is one in both. */
  #admits(retry: boolean): boolean {
    const { throttle, slots, now: clock } = this.#policy;
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

  #start(item: T, hold: Hold | null): void {
    const retry = this.#policy.isRetry(item);
    this.#active++;
    this.#turns++;
    if (retry) this.#activeRetries++;
    const running = this.#run(item, hold, () => {
      this.#active--;
      if (retry) this.#activeRetries--;
      if (hold === null) this.#free(retry);
      this.pump();
      if (this.idle) this.onIdle();
    });
    // A closed one removes itself; what is still running ends with the lane.
    this.subscriptions.add(running);
  }

  /** Gives the slot back first: lanes that wait for one come before the next item of this lane. */
  #free(retry: boolean): void {
    const { throttle, slots, now } = this.#policy;
    throttle.end(now());
    slots.give(retry);
  }

  #holdBack(wait: number): void {
    if (this.#policy.throttle.limitedBy(this.#policy.now())) this.#policy.onThrottled(this.#waiting);
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

import { Subscription, timer } from 'rxjs';
import Queue from 'yocto-queue';
import { RETRY_EVERY } from '../../model/delivery.js';
import type { AdmissionPolicy } from './admission-policy.js';

/**
 * Holds the waiting items of one lane and starts those that its policy admits: first attempts before retries, one retry in eight
 * starts while both wait, at most half of the concurrency for retries.
 */
export class LaneGate<T, Hold> {
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
    return this.#first.size === 0 || this.#turns % RETRY_EVERY === RETRY_EVERY - 1
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

import { Subscription, timer } from 'rxjs';
import Queue from 'yocto-queue';
import { RETRY_EVERY } from '../../model/delivery.js';
import type { AdmissionPolicy } from './admission-policy.js';

/** What a running item tells the gate. */
export interface Running {
  /** To be called when it is over. */
  readonly onEnd: () => void;
  /** To be called, before it is over, where an admitted item needs no request. */
  readonly notSent: () => void;
}

/**
 * Keeps the waiting items of one lane and starts those that its policy admits: first attempts before retries, one retry in eight
 * starts while both wait, at most half of the concurrency for retries.
 */
export class LaneGate<T, Hold> {
  /** Ends every item that runs, and the timer, when it is unsubscribed. */
  readonly subscriptions = new Subscription();
  /** Called when an item has ended and none is left. */
  onIdle: () => void = () => undefined;
  readonly #policy: AdmissionPolicy<T, Hold>;
  readonly #run: (item: T, hold: Hold | null, running: Running) => Subscription;
  readonly #first = new Queue<T>();
  readonly #retries = new Queue<T>();
  #active = 0;
  #activeRetries = 0;
  #starts = 0;
  #pumping = false;
  readonly #onSlotFree = (): void => this.pump();
  #timer: Subscription | null = null;

  /** @param run starts one item (`hold`: null for an attempt) */
  constructor(
    policy: AdmissionPolicy<T, Hold>,
    run: (item: T, hold: Hold | null, running: Running) => Subscription,
  ) {
    this.#policy = policy;
    this.#run = run;
  }

  /** True while no item waits or runs. */
  get idle(): boolean {
    return this.#active === 0 && this.#waiting === 0;
  }

  get #waiting(): number {
    return this.#first.size + this.#retries.size;
  }

  /** Queues an item and starts the items that may start. */
  add(item: T): void {
    (this.#policy.isRetry(item) ? this.#retries : this.#first).enqueue(item);
    this.pump();
  }

  /** Starts the items that may start now, and sets the timer for the next one that the throttle delays. */
  pump(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    while (this.#waiting > 0 && this.#startOne());
    this.#pumping = false;
  }

  /** Starts the next item; false when none may start now. */
  #startOne(): boolean {
    const { laneHold, itemHold } = this.#policy;
    const held = laneHold();
    if (held !== null) {
      const item = this.#queueFor(true).dequeue()!;
      this.#start(item, itemHold(item) ?? held);
      return true;
    }
    const queue = this.#nextQueue();
    if (!queue) return false;
    const hold = itemHold(queue.peek()!);
    if (hold === null && !this.#admits(queue === this.#retries)) return false;
    this.#start(queue.dequeue()!, hold);
    return true;
  }

  /** The queue that the next item comes from; undefined while the lane's own concurrency is used up. */
  #nextQueue(): Queue<T> | undefined {
    const concurrency = this.#policy.concurrency();
    if (this.#active >= concurrency) return undefined;
    const retriesToo = this.#activeRetries < Math.max(1, concurrency >> 1);
    if (this.#first.size === 0) return retriesToo ? this.#retries : undefined;
    return this.#queueFor(retriesToo && this.#policy.slots.admitsRetries);
  }

  /** Takes a slot and counts a send in the throttle, both or neither; false where either refuses. */
  #admits(retry: boolean): boolean {
    const { throttle, slots, now: clock } = this.#policy;
    const now = clock();
    const wait = throttle.wait(now);
    if (wait > 0) {
      this.#waitForThrottle(wait);
      return false;
    }
    if (!slots.acquire({ retry, active: this.#active, onSlotFree: this.#onSlotFree })) return false;
    throttle.take(now);
    return true;
  }

  /** First attempts go before retries, except for one start in eight: a steady stream of first attempts would starve the retries. */
  #queueFor(retriesToo: boolean): Queue<T> {
    if (!retriesToo || this.#retries.size === 0) return this.#first;
    return this.#first.size === 0 || this.#starts % RETRY_EVERY === RETRY_EVERY - 1
      ? this.#retries
      : this.#first;
  }

  #start(item: T, hold: Hold | null): void {
    const retry = this.#policy.isRetry(item);
    this.#active++;
    this.#starts++;
    if (retry) this.#activeRetries++;
    let sent = true;
    const onEnd = (): void => {
      this.#active--;
      if (retry) this.#activeRetries--;
      if (hold === null) this.#freeSlot(retry, sent);
      this.pump();
      if (this.idle) this.onIdle();
    };
    const running = this.#run(item, hold, { onEnd, notSent: () => (sent = false) });
    // An ended item removes itself; a running item ends with the lane.
    this.subscriptions.add(running);
  }

  /** Ends the send and releases the slot before the lane starts its next item, so lanes that wait for a slot come first. */
  #freeSlot(retry: boolean, sent: boolean): void {
    const { throttle, slots, now } = this.#policy;
    if (sent) throttle.end(now());
    else throttle.cancel();
    slots.release(retry);
  }

  #waitForThrottle(wait: number): void {
    if (this.#policy.throttle.limitedBy(this.#policy.now())) this.#policy.onThrottled(this.#waiting);
    this.#setTimer(wait);
  }

  #setTimer(wait: number): void {
    this.#timer?.unsubscribe();
    this.#timer = null;
    if (wait === Infinity) return;
    this.#timer = timer(Math.ceil(wait)).subscribe(() => this.pump());
    this.subscriptions.add(this.#timer);
  }
}

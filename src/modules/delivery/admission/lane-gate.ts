import { Subscription, timer } from 'rxjs';
import Queue from 'yocto-queue';
import { RETRY_EVERY } from '../../model/delivery.js';
import type { AdmissionPolicy } from './admission-policy.js';
import { Gathering, type Together } from './company.js';

/** The calls by which a running item reports to the gate. */
export interface Running {
  /** Ends the item: its slot is free. */
  readonly onEnd: () => void;
  /** Tells, before the item is over, that an admitted item needs no request: the throttle does not count it. */
  readonly notSent: () => void;
}

/** Starts items: an admitted one with those that are sent together with it, or one that is not sent (`hold`). */
export type Run<T, Hold> = (
  item: T,
  hold: Hold | null,
  running: Running,
  others: readonly T[] | null,
) => Subscription;

/** True for each queue whose items may start. */
interface Ready {
  readonly first: boolean;
  readonly retries: boolean;
}

/**
 * Keeps the waiting items of one lane and starts those that its policy admits: first attempts before retries, one retry in eight
 * starts while both wait, at most half of the concurrency for retries. Items of one queue that are sent together start together, and count as one.
 */
export class LaneGate<T, Hold> {
  /** Ends every item that runs, and the timer, when it is unsubscribed. */
  readonly subscriptions = new Subscription();
  /** Called when an item has ended and none is left. */
  onIdle: () => void = () => undefined;
  readonly #policy: AdmissionPolicy<T, Hold>;
  readonly #run: Run<T, Hold>;
  readonly #first = new Queue<T>();
  readonly #retries = new Queue<T>();
  /** Items of each queue that wait for others. */
  readonly #gathering = { first: new Gathering<T>(), retries: new Gathering<T>() };
  #active = 0;
  #activeRetries = 0;
  #starts = 0;
  #pumping = false;
  readonly #onSlotFree = (): void => this.pump();
  #timer: Subscription | null = null;
  /** True while items have arrived that may start together with others of the same turn of the event loop. */
  #isArriving = false;
  /** Set for the end of the shortest wait for others. */
  #gatherTimer: Subscription | null = null;

  /** @param run starts items (`hold`: null for an attempt) */
  constructor(policy: AdmissionPolicy<T, Hold>, run: Run<T, Hold>) {
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
    const retry = this.#policy.isRetry(item);
    (retry ? this.#retries : this.#first).enqueue(item);
    const together = this.#together;
    if (!together) return this.pump();
    this.#gathering[retry ? 'retries' : 'first'].add(item, together, this.#policy.now());
    // Items that were claimed or accepted together arrive one after the other.
    if (this.#isArriving) return;
    this.#isArriving = true;
    this.#later(0, () => (this.#isArriving = false));
  }

  get #together(): Together<T> | null {
    return this.#policy.together?.() ?? null;
  }

  /** Pumps after a time, ms. */
  #later(ms: number, before?: () => void): Subscription {
    const pumping = timer(Math.ceil(ms)).subscribe(() => {
      before?.();
      this.pump();
    });
    this.subscriptions.add(pumping);
    return pumping;
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
      const item = this.#take(this.#queueFor({ first: true, retries: true }));
      this.#start(item, itemHold(item) ?? held);
      return true;
    }
    const together = this.#together;
    const queue = this.#nextQueue(together);
    if (!queue) return false;
    const hold = itemHold(queue.peek()!);
    if (hold === null && !this.#admits(queue === this.#retries)) return false;
    const item = this.#take(queue);
    this.#start(item, hold, hold === null && together ? this.#company(item, queue, together) : null);
    return true;
  }

  #take(queue: Queue<T>): T {
    const item = queue.dequeue()!;
    this.#gathering[queue === this.#retries ? 'retries' : 'first'].remove(item);
    return item;
  }

  /** Takes the items that start together with one that is admitted; those that are not sent start by themselves. */
  #company(first: T, queue: Queue<T>, together: Together<T>): readonly T[] {
    // The first is in no queue any more, and does not run yet: the lane is not idle where one that is not sent ends meanwhile.
    this.#active++;
    const others: T[] = [];
    let max = Math.min(together.max, together.companyMax(first));
    let bytes = together.bytes(first);
    for (let next = queue.peek(); next !== undefined; next = queue.peek()) {
      const hold = this.#policy.itemHold(next);
      if (hold !== null) {
        this.#start(this.#take(queue), hold);
        continue;
      }
      max = Math.min(max, together.companyMax(next));
      bytes += together.bytes(next);
      if (others.length + 1 >= max || bytes > together.maxBytes) break;
      others.push(this.#take(queue));
    }
    this.#active--;
    return others;
  }

  /** The queue that the next item comes from; undefined while the lane's own concurrency is used up, or all items wait for others. */
  #nextQueue(together: Together<T> | null): Queue<T> | undefined {
    const concurrency = this.#policy.concurrency();
    if (this.#active >= concurrency) return undefined;
    const ready = this.#ready(together);
    const retries = ready.retries && this.#activeRetries < Math.max(1, concurrency >> 1);
    if (!ready.first) return retries ? this.#retries : undefined;
    return this.#queueFor({ first: true, retries: retries && this.#policy.slots.admitsRetries });
  }

  /** Tells which queues have items that may start; the timer is set for the end of the wait of the others. */
  #ready(together: Together<T> | null): Ready {
    const waiting = { first: this.#first.size > 0, retries: this.#retries.size > 0 };
    if (!together) return waiting;
    const now = this.#policy.now();
    const waits = {
      first: waiting.first ? this.#gathering.first.waitMs(together, now) : 0,
      retries: waiting.retries ? this.#gathering.retries.waitMs(together, now) : 0,
    };
    const soonest = Math.min(...[waits.first, waits.retries].filter((ms) => ms > 0));
    if (soonest < Infinity) {
      this.#gatherTimer?.unsubscribe();
      this.#gatherTimer = this.#later(soonest);
    }
    return {
      first: waiting.first && waits.first === 0,
      retries: waiting.retries && waits.retries === 0,
    };
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
  #queueFor({ first, retries }: Ready): Queue<T> {
    if (!retries || this.#retries.size === 0) return this.#first;
    const isTurn = this.#starts % RETRY_EVERY === RETRY_EVERY - 1;
    return !first || this.#first.size === 0 || isTurn ? this.#retries : this.#first;
  }

  #start(item: T, hold: Hold | null, others: readonly T[] | null = null): void {
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
    const running = this.#run(item, hold, { onEnd, notSent: () => (sent = false) }, others);
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
    this.#timer = wait === Infinity ? null : this.#later(wait);
  }
}

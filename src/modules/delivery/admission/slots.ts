import { RETRY_EVERY } from '../../model/delivery.js';

/** A lane's request for a slot. */
export interface SlotRequest {
  readonly retry: boolean;
  /** Attempts of the lane in flight. */
  readonly active: number;
  /** Called when a slot may be free; the lane then requests again. It identifies the lane: one function for all its requests. */
  readonly onSlotFree: () => void;
}

/** Lanes that wait for a slot, each once, in the order of their requests. */
interface WaitingLanes {
  readonly first: Set<() => void>;
  readonly retry: Set<() => void>;
}

/** First attempts in flight that every lane may have, whatever other lanes take; one retry instead of these. */
const LANE_MINIMUM = 2;
/** Share of the slots that is reserved for lanes below this minimum. */
const RESERVED_SHARE = 0.25;

/**
 * Bounds the attempts in flight of all lanes together. Lanes that get no slot wait in line, each once; a lane that got a slot and
 * needs another joins the end of the line. Retries take at most half of the slots, and a quarter is reserved for lanes below
 * {@link LANE_MINIMUM}, so that neither the retries of failing endpoints nor targets that hang keep other lanes from their first
 * attempts.
 */
export class Slots {
  readonly #max: number;
  readonly #reserved: number;
  /** Waiting lanes that have fewer attempts in flight than their minimum. */
  readonly #belowMinimum: WaitingLanes = { first: new Set(), retry: new Set() };
  readonly #aboveMinimum: WaitingLanes = { first: new Set(), retry: new Set() };
  #taken = 0;
  #retries = 0;
  #wakeUps = 0;
  #waking = false;

  /** @param max slots in all */
  constructor(max: number) {
    this.#max = max;
    this.#reserved = Math.floor(max * RESERVED_SHARE);
  }

  /** Slots in use. */
  get taken(): number {
    return this.#taken;
  }

  /** True while retries use fewer than half of the slots. */
  get admitsRetries(): boolean {
    return this.#retries < Math.max(1, this.#max >> 1);
  }

  /** Takes a slot, to be returned by {@link release}. False: there is none, and the lane waits in line. */
  acquire({ retry, active, onSlotFree }: SlotRequest): boolean {
    const isBelow = active < (retry ? 1 : LANE_MINIMUM);
    if (!this.#hasFreeSlot(isBelow) || (retry && !this.admitsRetries)) {
      (isBelow ? this.#belowMinimum : this.#aboveMinimum)[retry ? 'retry' : 'first'].add(onSlotFree);
      return false;
    }
    this.#taken++;
    if (retry) this.#retries++;
    return true;
  }

  /** Returns a slot and wakes the lanes that may use it. */
  release(retry: boolean): void {
    this.#taken--;
    if (retry) this.#retries--;
    this.#wakeLanes();
  }

  /** Lanes below their minimum may use the reserved slots too. */
  #hasFreeSlot(isBelow: boolean): boolean {
    return this.#taken < this.#max - (isBelow ? 0 : this.#reserved);
  }

  /** Wakes waiting lanes while there are slots. The loop ends: each woken lane takes a slot, or joins a line that has none. */
  #wakeLanes(): void {
    if (this.#waking) return;
    this.#waking = true;
    for (let next = this.#nextLane(); next; next = this.#nextLane()) next();
    this.#waking = false;
  }

  #nextLane(): (() => void) | undefined {
    if (!this.#hasFreeSlot(true)) return undefined;
    const lane = this.#takeFrom(this.#belowMinimum);
    return lane ?? (this.#hasFreeSlot(false) ? this.#takeFrom(this.#aboveMinimum) : undefined);
  }

  #takeFrom({ first, retry }: WaitingLanes): (() => void) | undefined {
    const line = this.#isRetryNext(first.size, retry.size) ? retry : first;
    const [lane] = line;
    if (lane) line.delete(lane);
    return lane;
  }

  /** True where the next slot goes to a retry: one in eight, counted only while first attempts and retries both wait. */
  #isRetryNext(firsts: number, retries: number): boolean {
    if (retries === 0 || !this.admitsRetries) return false;
    return firsts === 0 || ++this.#wakeUps % RETRY_EVERY === 0;
  }
}

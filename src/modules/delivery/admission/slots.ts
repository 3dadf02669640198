import { RETRY_EVERY } from '../../model/delivery.js';

/** What a lane wants to start. */
export interface Start {
  readonly retry: boolean;
  /** Attempts of the lane in flight. */
  readonly active: number;
  /** Called when there may be a slot for it; the lane asks again then. One function for all starts of a lane. */
  readonly again: () => void;
}

/** Lanes in the order they came, each once. */
interface Lines {
  readonly first: Set<() => void>;
  readonly retry: Set<() => void>;
}

/** First attempts in flight that a lane may have whatever the others take; for retries it is one. */
const OWN = 2;
/** The share of the slots that is kept for those. */
const KEPT_SHARE = 0.25;

/**
 * The attempts in flight of all lanes together, at most `max`. What cannot start waits in line, each lane once, and goes
 * round: a lane that got a slot and wants another joins at the end. Retries take at most half of the slots, and a quarter
 * is kept for lanes that have next to nothing in flight, so that neither the retries of sick endpoints nor targets
 * that hang can keep the others from their first attempts.
 */
export class Slots {
  readonly #max: number;
  readonly #kept: number;
  /** Lanes in line: for what each may have whatever the others take, and for more than that. */
  readonly #own: Lines = { first: new Set(), retry: new Set() };
  readonly #more: Lines = { first: new Set(), retry: new Set() };
  #taken = 0;
  #retries = 0;
  #turns = 0;
  #serving = false;

  constructor(max: number) {
    this.#max = max;
    this.#kept = Math.floor(max * KEPT_SHARE);
  }

  get taken(): number {
    return this.#taken;
  }

  /** True while retries may start at all. */
  get retriesToo(): boolean {
    return this.#retries < Math.max(1, this.#max >> 1);
  }

  /** True: it has its slot and gives it back by {@link give}. False: it stands in line. */
  take({ retry, active, again }: Start): boolean {
    const own = active < (retry ? 1 : OWN);
    if (!this.#free(own) || (retry && !this.retriesToo)) {
      (own ? this.#own : this.#more)[retry ? 'retry' : 'first'].add(again);
      return false;
    }
    this.#taken++;
    if (retry) this.#retries++;
    return true;
  }

  give(retry: boolean): void {
    this.#taken--;
    if (retry) this.#retries--;
    this.#serve();
  }

  #free(own: boolean): boolean {
    return this.#taken < this.#max - (own ? 0 : this.#kept);
  }

  /** Each call takes a lane out of its line, so this ends: it gets a slot, or stands in a line that must wait. */
  #serve(): void {
    if (this.#serving) return;
    this.#serving = true;
    for (let next = this.#next(); next; next = this.#next()) next();
    this.#serving = false;
  }

  #next(): (() => void) | undefined {
    if (!this.#free(true)) return undefined;
    return this.#pop(this.#own) ?? (this.#free(false) ? this.#pop(this.#more) : undefined);
  }

  #pop({ first, retry }: Lines): (() => void) | undefined {
    const line = this.#retriesNow(first.size, retry.size) ? retry : first;
    const [again] = line;
    if (again) line.delete(again);
    return again;
  }

  /** Turns count only where both wait. */
  #retriesNow(firsts: number, retries: number): boolean {
    if (retries === 0 || !this.retriesToo) return false;
    return firsts === 0 || ++this.#turns % RETRY_EVERY === 0;
  }
}

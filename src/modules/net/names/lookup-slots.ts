/** Limits of simultaneous look-ups. */
export interface SlotLimits {
  readonly all: number;
  /** Limit of look-ups of suspect names, which got no answer lately. */
  readonly suspects: number;
}

/** A look-up that waits for a slot. */
interface Waiting {
  readonly suspect: boolean;
  readonly enter: (entered: boolean) => void;
}

/**
 * Bounds simultaneous look-ups. Suspect names, which got no answer lately, may take only a part of the slots, so that
 * they do not hold up others.
 */
export class LookupSlots {
  readonly #limits: SlotLimits;
  readonly #waiting = new Set<Waiting>();
  #all = 0;
  #suspects = 0;

  constructor(limits: SlotLimits) {
    this.#limits = limits;
  }

  /**
   * Resolves with true once a slot is free; the caller must leave it. Resolves with false after `withinMs` without one.
   */
  enter(suspect: boolean, withinMs: number): Promise<boolean> {
    if (this.#fits(suspect)) {
      this.#take(suspect);
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(waiting);
        resolve(false);
      }, withinMs);
      const enter = (): void => {
        clearTimeout(timer);
        resolve(true);
      };
      const waiting = { suspect, enter };
      this.#waiting.add(waiting);
    });
  }

  leave(suspect: boolean): void {
    this.#all--;
    if (suspect) this.#suspects--;
    for (const waiting of this.#waiting) {
      if (this.#all >= this.#limits.all) return;
      if (!this.#fits(waiting.suspect)) continue;
      this.#waiting.delete(waiting);
      this.#take(waiting.suspect);
      waiting.enter(true);
    }
  }

  #fits(suspect: boolean): boolean {
    return this.#all < this.#limits.all && (!suspect || this.#suspects < this.#limits.suspects);
  }

  #take(suspect: boolean): void {
    this.#all++;
    if (suspect) this.#suspects++;
  }
}

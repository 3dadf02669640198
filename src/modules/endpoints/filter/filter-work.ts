/**
 * Steps that one filter may take on one event. A step looks at one element, field or comparison and takes about 50 ns, so that a
 * filter at its limit takes two to three milliseconds.
 */
export const WORK_MAX = 50_000;

/** Why a delivery fails whose filter takes more steps than it may. */
export const FILTER_TOO_COSTLY = 'filter_too_costly';

/** Thrown where a filter takes more steps than it may. */
export class FilterTooCostly extends Error {
  override readonly name = 'FilterTooCostly';

  constructor() {
    super(`The filter takes more than ${WORK_MAX} steps on this event.`);
  }
}

/** Counts the steps that one filter takes on one event. */
export class Work {
  #steps = 0;

  get steps(): number {
    return this.#steps;
  }

  /** @throws FilterTooCostly past {@link WORK_MAX} */
  step(count = 1): void {
    this.#steps += count;
    if (this.#steps > WORK_MAX) throw new FilterTooCostly();
  }
}

/** Result of one check. */
export interface Finding {
  readonly check: string;
  readonly state: 'ok' | 'warn' | 'fail';
  /** The finding, in a sentence. */
  readonly message: string;
  /** The remedy; null where none is needed. */
  readonly advice: string | null;
}

/** Makes findings of one check. */
export class Findings {
  readonly #check: string;

  constructor(check: string) {
    this.#check = check;
  }

  ok(message: string): Finding {
    return { check: this.#check, state: 'ok', message, advice: null };
  }

  warn(message: string, advice: string | null = null): Finding {
    return { check: this.#check, state: 'warn', message, advice };
  }

  fail(message: string, advice: string | null = null): Finding {
    return { check: this.#check, state: 'fail', message, advice };
  }
}

/** The fault of a variable that a parser cannot read. It is logged, so it holds nothing secret. */
export class Malformed {
  constructor(
    /** Clauses without a final stop; list entries are named by their number. */
    readonly problems: readonly string[],
    /** Description of right values, for people. */
    readonly accepted: string,
  ) {}

  toString(): string {
    return `${this.problems.join('; ')}. Accepted: ${this.accepted}.`;
  }
}

/** A pure function that reads the trimmed, non-empty text of one variable. */
export type Parser<T> = (text: string) => T | Malformed;

/** What a parser answers when it cannot read a variable. Free of secrets: it ends in the log. */
export class Malformed {
  constructor(
    /** Each one a clause without its final stop, naming list entries by their number. */
    readonly problems: readonly string[],
    /** What would be right, for people. */
    readonly accepted: string,
  ) {}

  toString(): string {
    return `${this.problems.join('; ')}. Accepted: ${this.accepted}.`;
  }
}

/** Reads the trimmed, non-empty text of one variable; pure. */
export type Parser<T> = (text: string) => T | Malformed;

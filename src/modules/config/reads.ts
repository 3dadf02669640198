import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';
import { Malformed } from './malformed.js';
import type { Parser } from './malformed.js';
import { plain } from './mask-value.js';
import type { Show } from './mask-value.js';
import { likelyCause } from './likely-cause.js';

/** A variable that could not be read, with its text masked for messages. */
class Unread {
  constructor(
    readonly shown: string,
    readonly fault: Malformed,
    /** Sentence with the likely cause, after a space; empty when none is known. */
    readonly cause: string,
  ) {}

  toString(): string {
    return `=${this.shown} ${this.fault.toString()}${this.cause}`;
  }
}

/** A property decorator; the type of the property must hold the parser's result. */
type ReadInto<T> = <K extends string>(target: { [P in K]: T | null }, key: K) => void;

/**
 * Reads a variable's text with `parse`; class-validator reports a fault, with the text as `show` masks it.
 */
export function Reads<T>(parse: Parser<T>, show: Show = plain): ReadInto<T> {
  const read = Transform(({ value }: { value: string }) => {
    const result = parse(value);
    return result instanceof Malformed ? new Unread(show(value), result, likelyCause(value)) : result;
  });
  const check = ValidateBy({
    name: 'reads',
    validator: {
      validate: (value: unknown) => !(value instanceof Unread),
      defaultMessage: (args) => String(args?.value),
    },
  });
  return (target, key) => {
    read(target, key);
    check(target, key);
  };
}

/** A source of Unix time in ms, injected so that tests can set it. */
export abstract class Clock {
  abstract now(): number;
}

/** The clock of the system. */
export class SystemClock extends Clock {
  now(): number {
    return Date.now();
  }
}

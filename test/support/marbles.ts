import { expect } from '@jest/globals';
import { TestScheduler } from 'rxjs/testing';

/** A scheduler of marble time, which holds what it sees against the marbles. */
export const marbles = (): TestScheduler =>
  new TestScheduler((actual, expected) => expect(actual).toEqual(expected));

import { describe, expect, it } from '@jest/globals';
import { KNOWN_EVENTS } from './catalogue/catalogue.js';
import { SAMPLES } from './samples.js';

describe('The samples of events', () => {
  it('are one of every known event and of an unknown one, in a form the store would hold', () => {
    const types = SAMPLES.map(({ event }) => event.type);
    expect(types).toEqual(expect.arrayContaining([...KNOWN_EVENTS]));
    expect(types.some((type) => !KNOWN_EVENTS.includes(type))).toBe(true);
    for (const { event } of SAMPLES) expect(JSON.stringify(JSON.parse(event.data))).toBe(event.data);
  });
});

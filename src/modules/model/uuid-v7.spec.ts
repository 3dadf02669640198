import { describe, expect, it } from '@jest/globals';
import { uuidMaker, uuidV7 } from './uuid-v7.js';

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('A UUIDv7', () => {
  it.each([
    ['by Node', uuidV7],
    ['by the library, where Node has no maker', uuidMaker(undefined)],
  ])('begins with the time: made %s', (_, make) => {
    const before = Date.now();
    const id = make();
    expect(id).toMatch(UUID_V7);
    const time = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
    expect(time).toBeGreaterThanOrEqual(before);
    expect(time).toBeLessThanOrEqual(Date.now());
  });
});

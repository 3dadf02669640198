import { describe, expect, it } from '@jest/globals';
import { counted } from './counted.js';

describe('A count', () => {
  it.each([
    [1, 'delivery', '1 delivery'],
    [3, 'delivery', '3 deliveries'],
    [0, 'event', '0 events'],
    [2, 'event type', '2 event types'],
    [2, 'key', '2 keys'],
    [30, 'day', '30 days'],
  ])('of %d %s is written %j', (count, noun, text) => {
    expect(counted(count, noun)).toBe(text);
  });
});

import { describe, expect, it } from '@jest/globals';
import { DEFAULT_MESSAGE } from '../../model/message-options.js';
import { messageOptionsOf } from './message-options.js';

describe('messageOptionsOf', () => {
  it.each([
    ['utc', 'UTC'],
    ['europe/berlin', 'Europe/Berlin'],
    ['Europe/Berlin', 'Europe/Berlin'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['GMT', 'GMT'],
    ['Mars/Base', 'Mars/Base'],
  ])('names the zone %s as %s, which messages show', (zone, name) => {
    expect(messageOptionsOf({ zone }, DEFAULT_MESSAGE).zone).toBe(name);
    expect(messageOptionsOf(undefined, { ...DEFAULT_MESSAGE, zone }).zone).toBe(name);
  });
});

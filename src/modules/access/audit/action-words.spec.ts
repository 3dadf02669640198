import { describe, expect, it } from '@jest/globals';
import { actionWords } from './action-words.js';

describe('The words of the audit log', () => {
  it.each([
    ['deliveries.redeliver', [], 'Delivery redelivered'],
    ['deliveries.redeliver', ['filter', 'rate'], 'Deliveries redelivered in bulk'],
    ['deliveries.cancel', ['filter'], 'Deliveries cancelled in bulk'],
    ['endpoints.pause', ['reason'], 'Endpoint paused'],
    ['mutes.create', ['filter'], 'Mute for all endpoints added'],
    ['actions.rerun', [], 'Action rerun pressed in a message'],
    ['something.else', [], 'something.else'],
  ])('say of %s with the fields %j: %s', (action, fields, words) => {
    expect(actionWords(action, { fields })).toBe(words);
  });
});

import { describe, expect, it } from '@jest/globals';
import { actionWords } from './action-words.js';

describe('The words of the audit log', () => {
  it.each([
    ['deliveries.redeliver', 'd1', 'Delivery redelivered'],
    ['deliveries.redeliver', null, 'Deliveries redelivered in bulk'],
    ['deliveries.cancel', null, 'Deliveries cancelled in bulk'],
    ['endpoints.pause', 'webhook_1', 'Endpoint paused'],
    ['mutes.create', null, 'All endpoints muted'],
    ['actions.rerun', 'd1', 'Action rerun pressed in a message'],
    ['something.else', null, 'something.else'],
  ])('say of %s on %s: %s', (action, target, words) => {
    expect(actionWords(action, target)).toBe(words);
  });
});

import { describe, expect, it } from '@jest/globals';
import { subscribes } from './subscribes.js';

describe('An endpoint', () => {
  it.each([
    [['job.*'], 'job.failed', true],
    [['job.*'], 'webhook.endpoint_failing', false],
    [['*'], 'webhook.endpoint_failing', false],
  ])('with the event types %j subscribes to %s: %s', (events, type, expected) => {
    expect(subscribes({ events, conversation: 'each' }, type)).toBe(expected);
  });

  it.each([
    [['webhook.*'], 'live', true],
    [['webhook.endpoint_failing'], 'live', true],
    [['webhook.endpoint_recovered'], 'live', false],
    [['webhook.*'], 'each', false],
    [['webhook.*'], 'thread', false],
    [['webhook.endpoint_still_failing'], 'each', true],
    [['*'], 'live', false],
  ] as const)(
    'with %j and conversation %s is told that an endpoint is still failing: %s',
    (events, conversation, expected) => {
      expect(subscribes({ events, conversation }, 'webhook.endpoint_still_failing')).toBe(expected);
    },
  );
});

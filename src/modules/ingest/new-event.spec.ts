import { describe, expect, it } from '@jest/globals';
import { newEvent } from './new-event.js';
import { TriggerRequest } from './trigger.dto.js';

const NOW = Date.parse('2024-01-01T12:05:30.123Z');

function request(fields: Partial<TriggerRequest>): TriggerRequest {
  return Object.assign(new TriggerRequest(), { event: 'job.completed', ...fields });
}

describe('newEvent', () => {
  it('keeps data as JSON.stringify writes it', () => {
    const data = JSON.parse('{"b":1,"a":{"__proto__":{"x":1},"\\ud800":null},"10":true}') as object;
    expect(newEvent(request({ data }), undefined, NOW).event.data).toBe(JSON.stringify(data));
  });

  it('fills in a note about a manual test when there is no data', () => {
    const { event } = newEvent(request({}), undefined, NOW);
    expect(event.data).toBe(
      '{"message":"Manual webhook test trigger","timestamp":"2024-01-01T12:05:30.123Z","manual":true}',
    );
    expect(event.timestamp).toBe('2024-01-01T12:05:30.123Z');
  });

  it("keeps the sender's timestamp", () => {
    expect(
      newEvent(request({ timestamp: '2020-02-29T00:00:00+01:00' }), undefined, NOW).event.timestamp,
    ).toBe('2020-02-29T00:00:00+01:00');
  });

  it('makes an id and no content hash when the sender gives no id', () => {
    const [one, two] = [newEvent(request({}), undefined, NOW), newEvent(request({}), undefined, NOW)];
    expect(one.event.id).not.toBe(two.event.id);
    expect(one.contentHash).toBeNull();
  });

  it('makes equal content hashes for equal content at any time, and different ones for any other content', () => {
    const hash = (fields: Partial<TriggerRequest>, now = NOW): string | null =>
      newEvent(request(fields), 'id', now).contentHash;
    expect(hash({})).toBe(hash({}, NOW + 5000));
    const hashes = [
      hash({}),
      hash({ data: {} }),
      hash({ data: { a: 1 } }),
      hash({ event: 'job.failed' }),
      hash({ timestamp: '2024-01-01T12:05:30Z' }),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('refuses data nested deeper than JSON.stringify can follow', () => {
    const depth = 200_000;
    const data = JSON.parse(`{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`) as object;
    expect(() => newEvent(request({ data }), undefined, NOW)).toThrow(
      expect.objectContaining({ kind: 'unprocessable' }),
    );
  });
});

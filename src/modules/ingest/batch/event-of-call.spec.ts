import { describe, expect, it } from '@jest/globals';
import { eventOfCall } from './event-of-call.js';
import { sentEvents } from './sent-events.js';

describe(eventOfCall.name, () => {
  it('rejects one event whose data is nested too deeply to be passed on, without refusing the whole call', () => {
    const depth = 200_000;
    const data = JSON.parse(`{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`) as object;
    const { events } = sentEvents(
      { 'content-type': 'application/json' },
      { events: [{ event: 'job.failed', data }] },
    );
    expect(events.map((sent) => eventOfCall(sent, { now: 0, mismatchOf: () => null }))).toMatchObject([
      {
        code: 'unprocessable',
        errors: [{ field: 'data', message: expect.stringContaining('nested too deeply') }],
      },
    ]);
  });
});

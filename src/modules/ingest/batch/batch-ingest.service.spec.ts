import { describe, expect, it } from '@jest/globals';
import type { EventCatalogue } from '../../event-types/event-catalogue.service.js';
import { steadyNow } from '../../timing/steady-now.js';
import type { IngestService } from '../ingest.service.js';
import { BatchIngest } from './batch-ingest.service.js';
import type { SentEvent } from './sent-event.js';
import { turnsDuring } from '../../../../test/support/turns-during.js';

/** Checks each event for 3 ms, which is more than a slice of work. */
function costlyCheck(refused: boolean): EventCatalogue {
  const mismatchOf = () => {
    for (const end = steadyNow() + 3; steadyNow() < end;);
    return { field: 'data.n', message: 'data.n is required.', refused };
  };
  return { mismatchOf } as unknown as EventCatalogue;
}

const ingest = { now: () => 0, acceptAll: () => Promise.resolve([]) } as unknown as IngestService;
const sent = Array.from({ length: 20 }, (): SentEvent => ({ request: { event: 'a.b', data: {} } }));

describe(BatchIngest.name, () => {
  it('lets the event loop go on between events that their schema refuses at a cost', async () => {
    const taken = new BatchIngest(ingest, costlyCheck(true)).take(sent, () => undefined);
    expect(await turnsDuring(taken)).toBeGreaterThanOrEqual(sent.length - 1);
    expect(await taken).toEqual(
      sent.map((_, index) => ({ index, rejected: expect.objectContaining({ code: 'unprocessable' }) })),
    );
  });
});

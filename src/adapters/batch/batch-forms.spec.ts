import { describe, expect, it } from '@jest/globals';
import { HTTP, type CloudEvent } from 'cloudevents';
import { aTarget } from '../../../test/support/a-target.js';
import type { BatchFormat } from '../../modules/model/batch.js';
import type { Batches, FormattedRequest } from '../adapter.js';
import { ADAPTERS } from '../registry.js';
import { SAMPLES } from '../samples.js';

const CASES = ADAPTERS.flatMap(({ type, batches }) =>
  batches ? batches.formats.map((format) => [type, format, batches] as const) : [],
);
const inLists = CASES.filter(([, format]) => format !== 'cloudevents');
const inCloudEvents = CASES.filter(([, format]) => format === 'cloudevents');
const IDS = SAMPLES.map(({ event }, n) => [event.id, `d-${n}`]);

/** Makes a batch of all samples; its items stand on a line each. */
function batchOf(batches: Batches, format: BatchFormat): FormattedRequest {
  const targets = SAMPLES.map((_event, n) => aTarget({ deliveryId: `d-${n}` }));
  const items = SAMPLES.map(({ event }, n) => batches.item(event, targets[n]!, format).text);
  expect(items.filter((item) => item.includes('\n'))).toEqual([]);
  return batches.request(items, targets[0]!, format);
}

interface Item {
  readonly event_id: string;
  readonly delivery_id: string;
  readonly payload: object;
}

describe('A batch', () => {
  it.each(inLists)('has, of %s in the form %s, each event with its ids', (_, format, batches) => {
    const { body } = batchOf(batches, format);
    const list = format === 'json' ? body : `[${body.trimEnd().replaceAll('\n', ',')}]`;
    const items = JSON.parse(list) as Item[];
    expect(items.map(({ event_id: id, delivery_id: delivery }) => [id, delivery])).toEqual(IDS);
    expect(items[0]!.payload).toMatchObject({ event: SAMPLES[0]!.event.type });
  });

  it.each(inCloudEvents)('is read, of %s in the form %s, by the SDK', (_, format, batches) => {
    const { headers, body } = batchOf(batches, format);
    const read = HTTP.toEvent({ headers: { 'content-type': headers['Content-Type']! }, body });
    expect((read as CloudEvent<unknown>[]).map((event) => [event.id, event['deliveryid']])).toEqual(IDS);
  });
});

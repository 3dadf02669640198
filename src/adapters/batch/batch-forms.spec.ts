import { describe, expect, it } from '@jest/globals';
import { HTTP, type CloudEvent } from 'cloudevents';
import { aTarget } from '../../../test/support/a-target.js';
import { ADAPTERS } from '../registry.js';
import { SAMPLES } from '../samples.js';

const CASES = ADAPTERS.flatMap((adapter) => {
  const { batches } = adapter;
  return batches ? batches.formats.map((format) => [adapter.type, format, batches] as const) : [];
});

describe('A batch', () => {
  it.each(CASES)('of %s in the form %s has an item of one line for each event', (_, format, batches) => {
    const targets = SAMPLES.map((_event, n) => aTarget({ deliveryId: `d-${n}` }));
    const items = SAMPLES.map(({ event }, n) => batches.item(event, targets[n]!, format).text);
    expect(items.filter((item) => item.includes('\n'))).toEqual([]);
    const { headers, body } = batches.request(items, targets[0]!, format);
    if (format === 'cloudevents') {
      const events = HTTP.toEvent({ headers: { 'content-type': headers['Content-Type']! }, body });
      const read = (events as CloudEvent<unknown>[]).map((event) => [event.id, event['deliveryid']]);
      expect(read).toEqual(SAMPLES.map(({ event }, n) => [event.id, `d-${n}`]));
      return;
    }
    const parsed = (
      format === 'json'
        ? JSON.parse(body)
        : body
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line))
    ) as { event_id: string; delivery_id: string; payload: object }[];
    expect(parsed.map(({ event_id: id, delivery_id: delivery }) => [id, delivery])).toEqual(
      SAMPLES.map(({ event }, n) => [event.id, `d-${n}`]),
    );
    expect(parsed[0]!.payload).toMatchObject({ event: SAMPLES[0]!.event.type });
  });
});

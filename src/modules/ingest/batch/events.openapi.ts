import { getSchemaPath } from '@nestjs/swagger';
import { describeRoutes } from '../../http/described/describe-routes.js';
import type { MediaDescription } from '../../http/described/route-description.js';
import { COMPLETED, FAILED, CLOUD_EVENT as CLOUD } from '../examples.js';
import { IDEMPOTENCY_KEY, PREFER, PREFERENCE_APPLIED } from '../trigger.openapi.js';
import { CloudEventRequest } from './cloud-event.dto.js';
import { EventsRequest } from './events.dto.js';
import { EventsReceipt } from './events.response.js';
import { CLOUD_EVENT, CLOUD_EVENTS, NDJSON } from './sent-events.js';

const cloudEvent = { $ref: getSchemaPath(CloudEventRequest) };
const lines: MediaDescription = {
  schema: { type: 'string', description: 'An event a line, each as for `trigger`.' },
  examples: { lines: `${JSON.stringify(COMPLETED)}\n${JSON.stringify(FAILED)}\n` },
};

export const api = describeRoutes('Events', {
  postEvents: {
    summary: 'Takes many events in, or CloudEvents',
    description:
      'Up to 1,000 events in at most 16 MiB, stored in one transaction. What is sound is taken, whatever stands beside it. A body of `application/json` with `ce-…` headers is the data of one CloudEvent in binary mode.',
    access: 'ingest',
    headers: {
      'Idempotency-Key': {
        ...IDEMPOTENCY_KEY,
        description: 'Events without an id get this, a dot and their index.',
      },
      Prefer: PREFER,
    },
    body: {
      type: EventsRequest,
      examples: {
        two: { events: [COMPLETED, FAILED] },
        mixed: { events: [COMPLETED, { event: 'Not A Type' }] },
      },
      also: {
        ...Object.fromEntries(NDJSON.map((type) => [type, lines])),
        [CLOUD_EVENT]: { schema: cloudEvent, types: [CloudEventRequest], examples: { one: CLOUD } },
        [CLOUD_EVENTS]: {
          schema: { type: 'array', items: cloudEvent, maxItems: 1_000 },
          examples: { two: [CLOUD, { ...CLOUD, id: '8' }] },
        },
      },
    },
    answers: {
      200: {
        description: 'At least one was taken, or repeated, with the outcome: only with `Prefer: wait=N`.',
        type: EventsReceipt,
        headers: PREFERENCE_APPLIED,
      },
      202: { description: 'At least one was taken, or repeated.', type: EventsReceipt },
    },
    refusals: [409, 422, 507],
  },
});

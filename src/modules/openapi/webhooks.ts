import { BUILT_IN } from '../../adapters/catalogue/catalogue.js';
import { JOB_DATA } from '../../adapters/catalogue/job-data.js';
import type { EventType } from '../model/event-type.js';

type Schemas = Record<string, object>;

const JOB_DATA_REF = { $ref: '#/components/schemas/JobData' };
const ENVELOPE = {
  timestamp: { type: 'string', description: 'Time of the event, as the sender wrote it.' },
  webhook_id: { type: 'string', description: 'Public name of the endpoint.', example: 'webhook_1' },
  source: { type: 'string', description: '`WEBHOOK_SOURCE` of the gateway.', example: 'streamgank' },
};
const ANY_DATA = { type: 'object', description: 'Data of the event.', additionalProperties: true };

/**
 * The requests that receivers of the generic adapter get, by event type: `webhooks` of an OpenAPI 3.1 document.
 *
 * @param types the built-in ones, or those in effect
 */
export function webhooks(types: Iterable<EventType> = BUILT_IN.values()): Record<string, object> {
  return Object.fromEntries([...types].map((type) => [type.type, { post: webhookOf(type) }]));
}

/** The schemas that {@link webhooks} refers to, by name. */
export function webhookSchemas(): Schemas {
  return { JobData: { ...described(JOB_DATA), additionalProperties: true } };
}

function webhookOf({ type, description, schema }: EventType): object {
  const event = { type: 'string', const: type, description: 'Type of the event.' };
  return {
    // Types of operators may differ by a dot alone, and ids must not be equal.
    ...(BUILT_IN.has(type) && { operationId: operationIdOf(type) }),
    tags: ['Event types'],
    summary: [type, description].filter(Boolean).join(': '),
    description: 'Sent to every endpoint of the generic adapter that subscribes to the type.',
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: {
            type: 'object',
            required: ['event', 'data', ...Object.keys(ENVELOPE)],
            properties: { event, data: dataOf(type, schema), ...ENVELOPE },
            additionalProperties: false,
          },
        },
      },
    },
    responses: {
      '2XX': { description: 'Delivered.' },
      default: {
        description: 'Not delivered: the gateway retries, unless the answer is 410 (endpoint disabled).',
      },
    },
  };
}

function operationIdOf(type: string): string {
  return `on${type.replaceAll(/(?:^|[._])(\w)/g, (_, letter: string) => letter.toUpperCase())}`;
}

function dataOf(type: string, schema: object | null): object {
  if (schema === JOB_DATA) return JOB_DATA_REF;
  if (schema === null) return ANY_DATA;
  // A schema with an id is a document of its own: `#/$defs/…` leads to its definitions, not to those of the API.
  const own = '$defs' in schema || 'definitions' in schema ? { $id: `urn:event-type:${type}` } : {};
  return { description: 'Data of the event.', ...own, ...described(schema) };
}

/** Writes the first of `examples` as `example` too, as the other schemas of the document have it. */
function described(schema: object): object {
  return Object.fromEntries(
    Object.entries(schema).flatMap(([word, value]: [string, unknown]) => {
      if (word === 'examples' && Array.isArray(value)) return [['example', value[0] as unknown]];
      return [[word, isSchema(value) ? described(value) : value]];
    }),
  );
}

function isSchema(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

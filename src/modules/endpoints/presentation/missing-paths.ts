import { adapterOf } from '../../../adapters/registry.js';
import {
  missingIn,
  type KnownData,
  type MissingPath,
  type NamedTemplate,
} from '../../event-types/missing-paths.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { MessageOptions } from '../../model/message-options.js';
import type { Payload } from '../../model/payload.js';
import { textsOf } from './payload-rules.js';

/** The templates of an endpoint, and the kind of its target. */
export interface OwnTemplates extends Pick<Endpoint, 'adapter' | 'payload'> {
  readonly message: Pick<MessageOptions, 'title' | 'subject' | 'body' | 'cause'>;
}

/** Finds the paths of an endpoint's own templates that neither a schema describes nor a value has. */
export function missingPaths(templates: OwnTemplates, known: KnownData): MissingPath[] {
  return missingIn(textsInUse(templates), known);
}

/** True where people read what the endpoint gets. */
export function presentsMessages({ adapter }: Pick<OwnTemplates, 'adapter'>): boolean {
  return adapterOf(adapter)?.presents !== 'payload';
}

/** Lists the endpoint's own templates that its adapter uses, by field. */
function textsInUse({ adapter, message, payload }: OwnTemplates): NamedTemplate[] {
  if (!presentsMessages({ adapter })) return payloadTexts(payload);
  const { title, subject, body, cause } = message;
  return Object.entries({ title, subject, body, cause }).flatMap(([name, source]) =>
    source === null ? [] : [[`message.${name}`, source] as const],
  );
}

function payloadTexts(payload: Payload): NamedTemplate[] {
  if (typeof payload === 'string') return [];
  const headers = Object.entries(payload.headers).map(
    ([name, source]) => [`payload.headers.${name}`, source] as const,
  );
  return [
    ...headers,
    ...textsOf(payload.body, 'payload.body').map(([source, field]) => [field, source] as const),
  ];
}

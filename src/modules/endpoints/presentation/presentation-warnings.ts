import type { Adapter } from '../../../adapters/adapter.js';
import { TemplateFault } from '../../../adapters/templates/template-fault.js';
import { compileTemplate } from '../../../adapters/templates/template.js';
import { matchesPattern } from '../../model/event-pattern.js';
import type { EventType } from '../../model/event-type.js';
import type { MessageOptions } from '../../model/message-options.js';
import { nearest } from '../../model/nearest.js';
import type { Payload } from '../../model/payload.js';
import type { EndpointRequest } from '../definitions/endpoint.dto.js';
import { keysOf, knownPaths, mayReach, occursIn } from './data-paths.js';
import { textsOf } from './payload-rules.js';

/** Parts of `message` that templates of a payload use too. */
const OF_PAYLOADS: ReadonlySet<string> = new Set(['zone', 'locale']);

/** Warns of parts of `message` that an application never sees: it gets data, whose form `payload` describes. */
export function unusedWarnings(
  { message }: Pick<EndpointRequest, 'message'>,
  { presents }: Pick<Adapter, 'presents'>,
): string[] {
  if (presents !== 'payload' || !message) return [];
  const unused = Object.entries(message).flatMap(([name, part]) =>
    part === null || part === undefined || OF_PAYLOADS.has(name) ? [] : [`message.${name}`],
  );
  if (unused.length === 0) return [];
  const verb = unused.length === 1 ? 'has' : 'have';
  return [
    `${unused.join(', ')} ${verb} no effect: an application receives data, not a message. Use payload to change its form.`,
  ];
}

/** The templates of an endpoint, and what is known of the data of its events. */
interface ReadingTemplates {
  readonly message: Pick<MessageOptions, 'title' | 'subject' | 'body' | 'cause'>;
  readonly payload: Payload;
  /** Patterns of the endpoint's events. */
  readonly patterns: readonly string[];
  /** The catalogue in effect. */
  readonly types: Iterable<EventType>;
  /** Data of stored events of these types. */
  readonly stored: readonly unknown[];
}

/**
 * Warns of templates that read a path of the data which no schema of the endpoint's event types describes and no stored event has. Nothing is
 * told where a pattern asks for types that are not listed, or a type has no schema: such data may have any field.
 */
export function pathWarnings({ message, payload, patterns, types, stored }: ReadingTemplates): string[] {
  const listed = [...types];
  const wanted = listed.filter(({ type }) => patterns.some((pattern) => matchesPattern(pattern, type)));
  const isOpen = patterns.some((pattern) => !wanted.some(({ type }) => matchesPattern(pattern, type)));
  const schemas = [...new Set(wanted.map(({ schema }) => schema))];
  if (isOpen || schemas.includes(null)) return [];
  const templates = [...messageTexts(message), ...payloadTexts(payload)];
  return templates.flatMap(([source, field]) =>
    dataPathsOf(source)
      .filter((path) => !schemas.some((schema) => mayReach(schema, keysOf(path))))
      .filter((path) => !stored.some((data) => occursIn(data, keysOf(path))))
      .map((path) => sentence(field, path, schemas)),
  );
}

function sentence(field: string, path: string, schemas: readonly unknown[]): string {
  const meant = nearest(path, knownPaths(schemas));
  const advice = meant === null ? '' : ` Did you mean ${meant}?`;
  return `${field} reads ${path}, which no event type of this endpoint describes and no stored event has.${advice}`;
}

function messageTexts(message: ReadingTemplates['message']): (readonly [string, string])[] {
  return (['title', 'subject', 'body', 'cause'] as const).flatMap((name) => {
    const source = message[name];
    return source === null ? [] : [[source, `message.${name}`] as const];
  });
}

function payloadTexts(payload: Payload): (readonly [string, string])[] {
  if (payload === 'gateway') return [];
  const headers = Object.entries(payload.headers).map(
    ([name, source]) => [source, `payload.headers.${name}`] as const,
  );
  return [...textsOf(payload.body, 'payload.body'), ...headers];
}

/** Lists the paths below `data` that a template reads. */
function dataPathsOf(source: string): readonly string[] {
  try {
    return compileTemplate(source).paths.filter((path) => /^data[.[]/.test(path));
  } catch (error) {
    if (error instanceof TemplateFault) return [];
    throw error;
  }
}

import type { Adapter } from '../../../adapters/adapter.js';
import { BUILT_IN_ACTIONS } from '../../model/action.js';
import { matchesPattern } from '../../model/event-pattern.js';
import type { EventType } from '../../model/event-type.js';
import type { EndpointRequest } from '../definitions/endpoint.dto.js';
import type { KnownData } from '../../event-types/missing-paths.js';
import type { MessageOptions } from '../../model/message-options.js';
import { nearest } from '../../model/nearest.js';
import { missingFields } from './missing-fields.js';
import { missingPaths, presentsMessages, type OwnTemplates } from './missing-paths.js';

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

/**
 * Warns of names of `message.actions` under which there is no action.
 *
 * @param declared names of the actions that the configuration file declares
 */
export function actionWarnings(
  { actions }: Pick<MessageOptions, 'actions'>,
  declared: readonly string[],
): string[] {
  const known = [...new Set([...BUILT_IN_ACTIONS.map(({ group }) => group), ...declared])];
  return (actions ?? []).flatMap((name, at) => {
    if (known.includes(name)) return [];
    const near = nearest(name, known);
    const advice = near === null ? `There are ${known.join(', ')}.` : `Did you mean ${near}?`;
    return [`message.actions[${at}]: There is no action ${name}: messages do not show it. ${advice}`];
  });
}

/** The presentation of an endpoint, and what is known of the data of its events. */
interface OwnPresentation extends OwnTemplates {
  readonly message: MessageOptions;
  /** Patterns of the endpoint's events. */
  readonly patterns: readonly string[];
  /** The catalogue in effect. */
  readonly types: Iterable<EventType>;
  /** Data of stored events of these types. */
  readonly stored: readonly unknown[];
}

/**
 * Warns of templates that read a path of the data which no schema of the endpoint's event types describes and no stored event has, and of
 * names of fields that none has. Nothing is told where a pattern asks for types that are not listed, or a type has no schema: such data may have any field.
 */
export function pathWarnings({ patterns, types, stored, ...templates }: OwnPresentation): string[] {
  const known = knownOf({ patterns, types, stored });
  if (known === null) return [];
  const fields = presentsMessages(templates) ? missingFields(templates.message.fields, known) : [];
  return [...missingPaths(templates, known), ...fields].map(({ field, message }) => `${field}: ${message}`);
}

/** Gathers what is known of the data of an endpoint's events; null where it may have any field. */
export function knownOf({
  patterns,
  types,
  stored,
}: Pick<OwnPresentation, 'patterns' | 'types' | 'stored'>): KnownData | null {
  const listed = [...types];
  const wanted = listed.filter(({ type }) => patterns.some((pattern) => matchesPattern(pattern, type)));
  const isOpen = patterns.some((pattern) => !wanted.some(({ type }) => matchesPattern(pattern, type)));
  const schemas = [...new Set(wanted.map(({ schema }) => schema))].filter((schema) => schema !== null);
  if (isOpen || wanted.some(({ schema }) => schema === null)) return null;
  return { of: 'event of this endpoint', schemas, values: stored };
}

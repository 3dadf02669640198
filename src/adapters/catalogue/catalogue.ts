/**
 * This folder holds the built-in event types as data: the texts of their messages, their place in a job's life and the JSON
 * Schemas of their data. Operators override single fields and add types; `modules/event-types` puts the two together.
 */
import type { EventType } from '../../modules/model/event-type.js';
import { isActionEvent } from '../../modules/model/system-events.js';
import { JOB_EVENT_TYPES, UNLISTED_TEXTS } from './job-events.js';
import { ACTION_EVENT_TYPES, ACTION_TEXTS } from './action-events.js';
import { headlineOf } from './headline.js';
import { SYSTEM_EVENT_TYPES } from './system-events.js';

/** Event types by name: the built-in ones, or those with the operator's changes. */
export type EventTypes = ReadonlyMap<string, EventType>;

/** The event types that the gateway knows without any configuration, in the order of a job's life. */
export const BUILT_IN: EventTypes = new Map(
  [...JOB_EVENT_TYPES, ...ACTION_EVENT_TYPES, ...SYSTEM_EVENT_TYPES].map((type) => [type.type, type]),
);

/** Names of the built-in event types. */
export const KNOWN_EVENTS: readonly string[] = [...BUILT_IN.keys()];

/** Returns the event type of that name; for an unlisted name a neutral type with a readable headline. */
export function eventTypeOf(types: EventTypes, name: string): EventType {
  return types.get(name) ?? unlistedType(name);
}

/** What a built-in headline says of one event of which nothing is known. */
const OTHERWISE = /\{% else %\}([^{}]+)\{% endif %\}$/;

/**
 * Returns the headline that fits every event of a type; null where an operator's depends on the data of one, as also the words of a
 * condition do.
 */
export function commonHeadline({ type, headline }: Pick<EventType, 'type' | 'headline'>): string | null {
  if (!/\{[{%]/.test(headline)) return headline;
  return BUILT_IN.get(type)?.headline === headline ? (OTHERWISE.exec(headline)?.[1] ?? null) : null;
}

/** Makes the type of an event that the catalogue does not list: `render.queue_full` gets the headline `Render Queue Full`. */
export function unlistedType(name: string): EventType {
  if (isActionEvent(name))
    return { ...ACTION_TEXTS, type: name, headline: headlineOf(name.replace('action.', '')) };
  return {
    ...UNLISTED_TEXTS,
    type: name,
    headline: headlineOf(name),
    emoji: '🔔',
    tone: 'neutral',
    ends: false,
    schema: null,
    onMismatch: 'warn',
    description: '',
  };
}

import type { GatewayEvent } from '../../modules/model/event.js';
import { cleanLine } from '../clean-text.js';
import { jobIdIn, parseData } from '../plain-value.js';

/** Discord's limit for titles of posts, UTF-16 units. */
export const THREAD_NAME_MAX = 100;
/** A template of a title: no braces but those of the placeholders. */
export const THREAD_NAME_SHAPE = /^([^{}]|\{(job_id|event|event_id)\})*$/;
export const THREAD_NAME_RULE =
  'may hold the placeholders {job_id}, {event} and {event_id}, and no other braces';

/** Fills the title of a post in from the event; falls back to the headline of the message where nothing visible is left. */
export function threadName(template: string, event: GatewayEvent, headline: string): string {
  const filled = template.replace(/\{(job_id|event|event_id)\}/g, (_, name: string) => valueOf(name, event));
  return cleanLine(filled, THREAD_NAME_MAX) || cleanLine(headline, THREAD_NAME_MAX);
}

function valueOf(name: string, event: GatewayEvent): string {
  if (name === 'event') return event.type;
  return name === 'event_id' ? event.id : jobIdIn(parseData(event.data));
}

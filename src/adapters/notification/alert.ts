import { createHash } from 'node:crypto';
import { TEST_EVENT, type GatewayEvent } from '../../modules/model/event.js';
import { matchesPattern } from '../../modules/model/event-pattern.js';
import type { EventType } from '../../modules/model/event-type.js';
import { ENDPOINT_RECOVERED, isOwnEvent } from '../../modules/model/system-events.js';
import type { Target } from '../adapter.js';
import { patternsOf } from '../event-patterns.js';
import { cut, fit } from '../fit.js';
import { shown, type Layout } from '../field-limits.js';
import { unlinked } from '../plain-lines.js';
import { lineOf, parseData } from '../plain-value.js';
import type { Field } from './fields.js';
import { fieldsWithVideo, type Notification } from './notification.js';
import { joined, textOf } from './rich.js';

/** The ways an event changes an alert of an on-call tool. */
export type AlertStep = 'trigger' | 'acknowledge' | 'resolve';

/** Event types by what they do, as patterns separated by commas; an absent list stands for the default of its step. */
export interface AlertRules {
  readonly trigger?: string;
  readonly acknowledge?: string;
  readonly resolve?: string;
}

/**
 * Finds what an event does to the alert of its job or endpoint. By default failures and the connectivity test trigger; successes and
 * the other ends of a job resolve; nothing acknowledges. An endpoint that recovers resolves only with its whole incident. Null: the tool is
 * told nothing.
 */
export function alertStepOf(event: GatewayEvent, type: EventType, rules: AlertRules): AlertStep | null {
  const step = stepOf(type, rules);
  // The endpoint works again, and deliveries of its incident are still failed.
  const isLeft = event.type === ENDPOINT_RECOVERED && parseData(event.data)['closed'] === false;
  return step === 'resolve' && isLeft ? null : step;
}

function stepOf(type: EventType, rules: AlertRules): AlertStep | null {
  const { type: name, tone, ends } = type;
  const isIn = (list: string | undefined, byDefault: boolean): boolean =>
    list === undefined ? byDefault : patternsOf(list).some((pattern) => matchesPattern(pattern, name));
  if (isIn(rules.trigger, tone === 'failure' || name === TEST_EVENT)) return 'trigger';
  if (isIn(rules.acknowledge, false)) return 'acknowledge';
  return isIn(rules.resolve, tone === 'success' || (ends && tone !== 'failure')) ? 'resolve' : null;
}

/**
 * Makes the key that the events of one job share at one endpoint, at most `max` UTF-16 units: `streamgank/webhook_1/job_17`. The
 * system events of an incident share one too. Null: the event names neither.
 */
export function alertKeyOf(event: GatewayEvent, target: Target, about: string, max: number): string | null {
  const thing = isOwnEvent(event.type) ? ownThing(event) : about;
  if (thing === '') return null;
  const key = `${target.source}/${target.webhookId}/${thing}`;
  if (key.length <= max) return key;
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 16);
  return `${cut(key, max - digest.length - 1)}-${digest}`;
}

function ownThing({ type, data }: GatewayEvent): string {
  const { incident_id: incident, webhook_id: webhook } = parseData(data);
  if (typeof incident === 'string' && incident !== '') return `incident:${lineOf(incident, 200)}`;
  const endpoint = lineOf(webhook, 200);
  const kind = type.startsWith('webhook.endpoint_') ? 'webhook.endpoint' : type;
  return endpoint === '' ? '' : `${kind}:${endpoint}`;
}

/** Writes what happened, to what, and why, on one line without the emoji: phones read it aloud. */
export function alertSummary({ headline, subject, cause }: Notification, max: number): string {
  const what = [headline, subject].filter(Boolean).join(': ');
  return fit(unlinked([what, cause].filter(Boolean).join(' – ')) || 'Event', max);
}

/** A text of an alert with its label. */
export type Labelled = readonly [label: string, text: string];

/**
 * Lists what a notification knows beside its summary and the rest of the error as labelled texts, each label once. No text becomes a
 * link of itself.
 *
 * @param more texts that follow
 * @param zone IANA name of the zone of times in the texts
 */
export function alertDetails(
  notification: Notification,
  layout: Layout,
  zone: string,
  more: readonly Labelled[] = [],
): Record<string, string> {
  const { about, cause, facts, body } = notification;
  const { fields, rest } = shown(
    fieldsWithVideo(notification, () => true).filter(({ name }) => name !== 'job_id'),
    layout,
  );
  const said: readonly Labelled[] = [
    ['ID', about],
    ['Cause', fit(cause, layout.error)],
    ['Facts', fit(textOf(joined(facts)), layout.facts)],
    ['Message', fit(body, layout.message)],
    ...fields.map((field) => fieldText(field, layout, zone)),
    ...more,
    ['More', rest],
  ];
  const details = new Map<string, string>();
  for (const [label, text] of said) if (text !== '') details.set(freeLabel(label, details), unlinked(text));
  return Object.fromEntries(details);
}

function fieldText({ label, value, at }: Field, layout: Layout, zone: string): Labelled {
  const text = fit(value, layout.value);
  return [fit(label, layout.label), at === undefined ? text : `${text} ${zone}`];
}

function freeLabel(label: string, taken: ReadonlyMap<string, string>): string {
  let free = label;
  for (let n = 2; taken.has(free); n += 1) free = `${label} (${n})`;
  return free;
}

import type { GatewayEvent } from '../../modules/model/event.js';
import type { Tone } from '../../modules/model/event-type.js';
import type { Target } from '../adapter.js';
import { cleanLine } from '../clean-text.js';
import { LAYOUTS, type Layout } from '../field-limits.js';
import { fit } from '../fit.js';
import { alertDetails, alertKeyOf, alertStepOf, alertSummary } from '../notification/alert.js';
import type { Notification } from '../notification/notification.js';
import { allActions } from '../notification/placed-actions.js';
import { joined, textOf } from '../notification/rich.js';
import { unlinked } from '../plain-lines.js';
import type { OpsgenieOptions, Priority } from './opsgenie-options.js';

/** Limits of the Alert API, characters (the gateway counts UTF-16 units); `tags` and `tag` are a count and the length of each. */
export const OPSGENIE_LIMITS = {
  message: 130,
  alias: 512,
  description: 15_000,
  details: 8000,
  source: 100,
  entity: 512,
  tags: 20,
  tag: 50,
  responders: 20,
  note: 25_000,
} as const;

/** Room for the parts of an alert: `error` for the rest of the error, in the description. */
const LAYOUT: Layout = { ...LAYOUTS[0], error: 8000, fields: 100 };

/** The body of a request that creates an alert. */
export interface OpsgenieAlert {
  message: string;
  alias: string;
  description: string;
  priority: Priority;
  source: string;
  entity?: string;
  tags: string[];
  details: Record<string, string>;
  responders?: Responder[];
}

/** One of those who are alerted: by id, people by their address, others by name. */
export type Responder = { type: string } & ({ id: string } | { name: string } | { username: string });

/** The body of a request that closes or acknowledges an alert. */
export interface OpsgenieChange {
  source: string;
  note: string;
}

/** A request to the Alert API, or with `unsent` the reason why there is none. */
export interface OpsgenieMessage {
  readonly body: OpsgenieAlert | OpsgenieChange;
  readonly change?: { readonly alias: string; readonly action: 'close' | 'acknowledge' };
  readonly unsent?: string;
}

/** Id of the API. */
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const PRIORITY: Readonly<Record<Tone, Priority>> = {
  failure: 'P2',
  warning: 'P3',
  success: 'P5',
  neutral: 'P5',
  progress: 'P5',
};

/** Builds the request: an alert with all that is known, or the end of the alert of the job. */
export function opsgenieMessage(
  event: GatewayEvent,
  notification: Notification,
  target: Target<OpsgenieOptions>,
): OpsgenieMessage {
  const { options, type, deliveryId } = target;
  const step = alertStepOf(event, type, options);
  const alias = alertKeyOf(event, target, notification.about, OPSGENIE_LIMITS.alias);
  if ((step === 'resolve' || step === 'acknowledge') && alias !== null) {
    const action = step === 'resolve' ? 'close' : 'acknowledge';
    return { body: changeOf(action, notification, target), change: { alias, action } };
  }
  const body = alertOf(event, notification, { target, alias: alias ?? deliveryId });
  if (step === 'trigger') return { body };
  return {
    body,
    unsent:
      step === null
        ? `The alerts get no ${type.type}: they are told of failures and of their end. Name the type in the option trigger or resolve to send it.`
        : `The event names no job, so there is no alert to ${step === 'resolve' ? 'close' : step}.`,
  };
}

function changeOf(
  action: 'close' | 'acknowledge',
  notification: Notification,
  { brand, source }: Target,
): OpsgenieChange {
  const done = action === 'close' ? 'Closed' : 'Acknowledged';
  const by = inert(unlinked(cleanLine(brand, 100))) || 'the gateway';
  const summary = inert(alertSummary(notification, 1000));
  // A full message begins with the name of the gateway.
  const note = summary.startsWith(by) ? `${done}: ${summary}` : `${done} by ${by}: ${summary}`;
  return { source: sourceOf(source), note: fit(note, OPSGENIE_LIMITS.note) };
}

function alertOf(
  event: GatewayEvent,
  notification: Notification,
  { target, alias }: { readonly target: Target<OpsgenieOptions>; readonly alias: string },
): OpsgenieAlert {
  const { options, source, message } = target;
  const { tone, about } = notification;
  const { priority = PRIORITY[tone], tags } = options;
  const responders = respondersOf(options);
  const entity = fit(about, OPSGENIE_LIMITS.entity);
  return {
    message: fit(inert(alertSummary(notification, OPSGENIE_LIMITS.message)), OPSGENIE_LIMITS.message),
    alias,
    description: descriptionOf(notification),
    priority,
    source: sourceOf(source),
    ...(entity === '' ? {} : { entity }),
    tags: tagsOf(tags, event.type),
    details: within(alertDetails(notification, LAYOUT, message.zone)),
    ...(responders.length > 0 ? { responders } : {}),
  };
}

function respondersOf({ team, responders = '' }: OpsgenieOptions): Responder[] {
  if (team !== undefined) return [{ type: 'team', name: team }];
  return [...responders.matchAll(/(team|user|escalation|schedule):([^,]+)/g)].map(
    ([, type = '', named = '']) => {
      const name = named.trim();
      if (ID.test(name)) return { type, id: name };
      return type === 'user' ? { type, username: name } : { type, name };
    },
  );
}

function sourceOf(source: string): string {
  return cleanLine(source, OPSGENIE_LIMITS.source) || 'gateway';
}

function tagsOf(tags: string | undefined, type: string): string[] {
  const own = (tags ?? '').split(',').map((tag) => tag.trim());
  return [...new Set([fit(type, OPSGENIE_LIMITS.tag), ...own])]
    .filter((tag) => tag !== '')
    .slice(0, OPSGENIE_LIMITS.tags);
}

/** Writes cause, facts, text, the rest of the error and the links: a paragraph each. Only the links can be followed. */
function descriptionOf(notification: Notification): string {
  const { cause, causeDetail, facts, body } = notification;
  const said = [
    fit(cause, LAYOUT.error),
    fit(textOf(joined(facts)), LAYOUT.facts),
    fit(body, LAYOUT.message),
  ];
  const links = allActions(notification)
    .filter(({ url }) => url.length <= 1000)
    .map(({ label, url }) => `${inert(unlinked(label))}: ${url}`);
  const paragraphs = [said.filter(Boolean).join('\n'), fit(causeDetail, LAYOUT.error)].map((text) =>
    inert(unlinked(text)),
  );
  const text = [...paragraphs, links.join('\n')].filter(Boolean).join('\n\n');
  return text.length <= OPSGENIE_LIMITS.description ? text : fit(text, OPSGENIE_LIMITS.description);
}

/** Parts the signs that begin tags and entities from what follows: pages of alerts read descriptions as HTML. */
function inert(text: string): string {
  return text.replace(/[<&](?=[^\s\u{200b}])/gu, '$&\u{200b}');
}

/** Keeps as many details as have room: names and values count together. */
function within(details: Readonly<Record<string, string>>): Record<string, string> {
  let room: number = OPSGENIE_LIMITS.details;
  const kept: [string, string][] = [];
  for (const [label, text] of Object.entries(details)) {
    const value = fit(text, room - label.length);
    if (value === '') break;
    room -= label.length + value.length;
    kept.push([label, value]);
  }
  return Object.fromEntries(kept);
}

import type { GatewayEvent } from '../../modules/model/event.js';
import type { Tone } from '../../modules/model/event-type.js';
import type { Target } from '../adapter.js';
import { cleanLine } from '../clean-text.js';
import { LAYOUTS, type Layout } from '../field-limits.js';
import { fit } from '../fit.js';
import {
  alertDetails,
  alertKeyOf,
  alertStepOf,
  alertSummary,
  type AlertStep,
} from '../notification/alert.js';
import type { Notification } from '../notification/notification.js';
import { allActions } from '../notification/placed-actions.js';
import type { PagerDutyOptions, Severity } from './pagerduty-options.js';

/** Limits of PagerDuty: bytes of the event, characters of the summary and of the key; the gateway counts UTF-16 units. */
export const PAGERDUTY_LIMITS = { bytes: 512_000, summary: 1024, dedupKey: 255 } as const;

/** Room for the details of an alert: more than a chat has. */
const LAYOUT: Layout = { ...LAYOUTS[0], error: 8000, fields: 100 };

/** An event of the Events API V2. */
export interface PagerDutyEvent {
  routing_key: string;
  event_action: AlertStep;
  dedup_key: string;
  /** Absent where an alert is acknowledged or resolved: PagerDuty would leave it out. */
  payload?: {
    summary: string;
    source: string;
    severity: Severity;
    /** ISO 8601. */
    timestamp?: string;
    component?: string;
    group?: string;
    class: string;
    custom_details: Record<string, string>;
  };
  client?: string;
  client_url?: string;
  links?: { href: string; text: string }[];
  images?: { src: string; alt: string }[];
}

/** An event for PagerDuty, or with `unsent` the reason why PagerDuty is told nothing. */
export interface PagerDutyMessage {
  readonly body: PagerDutyEvent;
  readonly unsent?: string;
}

const SEVERITY: Readonly<Record<Tone, Severity>> = {
  failure: 'error',
  warning: 'warning',
  success: 'info',
  neutral: 'info',
  progress: 'info',
};

/** Builds the event: a trigger with all that is known, or the step that the alert of the job takes. */
export function pagerDutyMessage(
  event: GatewayEvent,
  notification: Notification,
  target: Target<PagerDutyOptions>,
): PagerDutyMessage {
  const { options, type, deliveryId } = target;
  const step = alertStepOf(event, type, options);
  const key = alertKeyOf(event, target, notification.about, PAGERDUTY_LIMITS.dedupKey);
  const head = { routing_key: options.routingKey ?? '', dedup_key: key ?? deliveryId };
  if ((step === 'resolve' || step === 'acknowledge') && key !== null)
    return { body: { ...head, event_action: step } };
  const body = { ...head, event_action: 'trigger' as const, ...contentOf(event, notification, target) };
  if (step === 'trigger') return { body };
  return {
    body,
    unsent:
      step === null
        ? `PagerDuty gets no ${type.type}: it is told of failures and of their end. Name the type in the option trigger or resolve to send it.`
        : `The event names no job, so there is no alert in PagerDuty to ${step}.`,
  };
}

function contentOf(
  event: GatewayEvent,
  notification: Notification,
  { options, brand, source, message }: Target<PagerDutyOptions>,
): Omit<PagerDutyEvent, 'routing_key' | 'event_action' | 'dedup_key'> {
  const { tone, at, link, image } = notification;
  const { severity = SEVERITY[tone], component, group } = options;
  const links = allActions(notification).map(({ label, url }) => ({ href: url, text: label }));
  return {
    payload: {
      summary: alertSummary(notification, PAGERDUTY_LIMITS.summary),
      source: cleanLine(source, 255) || 'gateway',
      severity,
      ...(at > 0 ? { timestamp: new Date(at).toISOString() } : {}),
      ...(component === undefined ? {} : { component }),
      ...(group === undefined ? {} : { group }),
      class: event.type,
      custom_details: alertDetails(notification, LAYOUT, message.zone, [
        ['Error', fit(notification.causeDetail, LAYOUT.error)],
      ]),
    },
    client: cleanLine(brand, 100) || 'Gateway',
    ...(link === null ? {} : { client_url: link }),
    ...(links.length > 0 ? { links } : {}),
    ...(image === null ? {} : { images: [{ src: image.url, alt: fit(image.alt, 200) }] }),
  };
}

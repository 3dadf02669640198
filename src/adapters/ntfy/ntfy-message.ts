import { createHash } from 'node:crypto';
import type { Tone } from '../../modules/model/event-type.js';
import type { Target } from '../adapter.js';
import type { Layout } from '../field-limits.js';
import { LAYOUTS } from '../field-limits.js';
import { bytesOf, firstWithin, fit, fitBytes } from '../fit.js';
import type { Notification } from '../notification/notification.js';
import { allActions } from '../notification/placed-actions.js';
import { plainMessage, plainTitle, unlinked } from '../plain-lines.js';
import type { NtfyOptions } from './ntfy-options.js';
import { placeOf } from './ntfy-url.js';

/** Limits of ntfy: bytes of UTF-8 of a message, above which it becomes a file; UTF-16 units of title, label and address; buttons. */
export const NTFY_LIMITS = { bytes: 4000, title: 200, actions: 3, label: 60, url: 2000 } as const;

/** The body of a message that is published as JSON. */
export interface NtfyMessage {
  topic: string;
  title: string;
  message: string;
  /** From 1 to 5. */
  priority: number;
  tags?: string[];
  /** Address of a picture beside the notification. */
  icon?: string;
  /** Address that a tap on the notification opens. */
  click?: string;
  /** Address of a picture, which apps show below the message. */
  attach?: string;
  actions?: { action: 'view'; label: string; url: string }[];
  /** Messages of one sequence take one another's place on devices. */
  sequence_id?: string;
}

const PRIORITIES: Readonly<Record<Tone, number>> = {
  failure: 4,
  warning: 4,
  success: 3,
  neutral: 3,
  progress: 2,
};

/** Builds the message: a title, plain text, buttons, and the priority that devices ring by. ntfy has no mentions. */
export function ntfyMessage(notification: Notification, target: Target<NtfyOptions>): NtfyMessage {
  const { options, url, message } = target;
  const title = fit(unlinked(plainTitle(notification, message.zone)), NTFY_LIMITS.title) || 'Event';
  const built = firstWithin(
    LAYOUTS,
    (layout) => bodyOf(notification, layout, message.zone),
    (body) => bytesOf(body.message),
    NTFY_LIMITS.bytes,
  );
  const tags = (options.tags ?? '').split(',').flatMap((tag) => tag.trim() || []);
  const sequence = sequenceOf(notification, target);
  return {
    topic: placeOf(url).topic,
    title,
    ...built,
    // An empty message would read "triggered".
    message: fitBytes(built.message, NTFY_LIMITS.bytes) || title,
    priority: priorityOf(notification, options),
    ...(tags.length > 0 ? { tags } : {}),
    ...(options.icon === undefined ? {} : { icon: options.icon }),
    ...(sequence === undefined ? {} : { sequence_id: sequence }),
  };
}

function priorityOf({ tone }: Notification, { failurePriority }: NtfyOptions): number {
  return tone === 'failure' ? (failurePriority ?? PRIORITIES.failure) : PRIORITIES[tone];
}

/** Names the sequence of a message: that of the message it continues, or one of its job. */
function sequenceOf(
  { about }: Notification,
  { conversation, options }: Target<NtfyOptions>,
): string | undefined {
  if (conversation?.as === 'announce') return undefined;
  const id = conversation?.ref['id'];
  if (id !== undefined) return id;
  if (options.replace !== true || about === '') return undefined;
  return createHash('sha256').update(about).digest('hex').slice(0, 32);
}

type Body = Pick<NtfyMessage, 'message' | 'click' | 'attach' | 'actions'>;

function bodyOf(notification: Notification, layout: Layout, zone: string): Body {
  const { link, image } = notification;
  const linkFor = (url: string | null | undefined): string | null =>
    url && url.length <= Math.min(layout.url, NTFY_LIMITS.url) ? url : null;
  const buttons = allActions(notification)
    .flatMap(({ label, url }) =>
      linkFor(url) === null ? [] : [{ label: fit(label, NTFY_LIMITS.label), url }],
    )
    .slice(0, Math.min(layout.actions, NTFY_LIMITS.actions))
    .map((button) => ({ action: 'view' as const, ...button }));
  const linked = new Set(buttons.map(({ url }) => url));
  const [click, attach] = [linkFor(link), linkFor(image?.url)];
  return {
    message: plainMessage(notification, {
      layout,
      zone,
      isLinked: (url) => linked.has(url),
    }),
    ...(click === null ? {} : { click }),
    ...(attach === null ? {} : { attach }),
    ...(buttons.length > 0 ? { actions: buttons } : {}),
  };
}

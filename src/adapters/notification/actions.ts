import { TEST_EVENT, type GatewayEvent } from '../../modules/model/event.js';
import { isOwnEvent } from '../../modules/model/system-events.js';
import type { Presentation, TextFault } from '../adapter.js';
import { cleanLine } from '../clean-text.js';
import { lineOf, type PlainObject } from '../plain-value.js';
import { PLAIN_WORDS } from '../values/words.js';
import { webLink } from '../web-link.js';
import { scopeOf, type EventLinks } from './scope.js';
import { tried, type Action } from './texts.js';

/** A picture beside the message. */
export interface Picture {
  /** An https address. */
  readonly url: string;
  /** Text for those who do not see it. */
  readonly alt: string;
}

/** Most actions of a message; what follows is left out. */
const ACTIONS_MAX = 5;
/** Longest address of a picture, UTF-16 units: within what every platform takes. */
const PICTURE_MAX = 2000;

interface LinkParts {
  readonly event: GatewayEvent;
  readonly data: PlainObject;
  /** Clean text; empty where the event has no job. */
  readonly jobId: string;
  readonly presentation: Presentation;
  /** Gets the fault of the job link's template. */
  readonly faults: TextFault[];
}

const NO_PAGES: EventLinks = { job: '', delivery: '', endpoint: '' };

/** Finds the addresses that belong to an event. Events of the gateway name the endpoint and the delivery they speak of. */
export function linksOf(parts: LinkParts): EventLinks {
  const { event, data, jobId, presentation } = parts;
  const { links, webhookId, deliveryId } = presentation;
  const isOwn = isOwnEvent(event.type);
  const page = (room: string, id: string): string =>
    links.console === null || id === ''
      ? ''
      : (webLink(`${links.console}/${room}/${encodeURIComponent(id.toWellFormed())}`) ?? '');
  return {
    job: jobId === '' ? '' : (webLink(ownJobPage(parts)) ?? page('jobs', jobId)),
    delivery: page('deliveries', isOwn ? lineOf(data['delivery_id'], 200) : deliveryId),
    // A test speaks of the endpoint that it is sent to.
    endpoint: page(
      'endpoints',
      isOwn && event.type !== TEST_EVENT ? lineOf(data['webhook_id'], 200) : webhookId,
    ),
  };
}

/** Finds the job's page in the job server's own interface; null where none is configured. */
function ownJobPage({ faults, ...parts }: LinkParts): string | null {
  const source = parts.presentation.links.job;
  if (source === null) return null;
  const scope = scopeOf({ ...parts, links: NO_PAGES });
  return tried({ field: 'links.job', source, faults }, (template) => template.url(scope, PLAIN_WORDS));
}

/** Chooses where the title leads: to the endpoint for events about endpoints, to the job for all others. */
export function titleLink(type: string, links: EventLinks): string | null {
  return (isOwnEvent(type) ? links.endpoint : links.job) || null;
}

/** Keeps the actions that lead somewhere, each place once, and adds the way to the job and to the delivery. */
export function actionsOf(own: readonly Action[], { job, delivery }: EventLinks): readonly Action[] {
  const all: readonly Action[] = [
    ...own,
    { label: 'Open job', url: job, style: 'default' },
    { label: 'Open delivery', url: delivery, style: 'default' },
  ];
  const byPlace = new Map<string, Action>();
  for (const { label, url, style } of all) {
    const link = webLink(url);
    const text = cleanLine(label, 60);
    if (link !== null && text !== '' && !byPlace.has(link))
      byPlace.set(link, { label: text, url: link, style });
  }
  return [...byPlace.values()].slice(0, ACTIONS_MAX);
}

/** Keeps a picture whose address is https and short enough for every platform. */
export function pictureOf(address: string, alt: string): Picture | null {
  const url = webLink(address);
  return url?.startsWith('https://') && url.length <= PICTURE_MAX ? { url, alt: alt || 'Picture' } : null;
}

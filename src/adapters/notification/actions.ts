import type { ActionLink } from '../../modules/model/action.js';
import { TEST_EVENT, type GatewayEvent } from '../../modules/model/event.js';
import { isOwnEvent } from '../../modules/model/system-events.js';
import type { Presentation, TextFault } from '../adapter.js';
import { cleanLine } from '../clean-text.js';
import { lineOf, type PlainObject } from '../plain-value.js';
import { PLAIN_WORDS } from '../values/words.js';
import { webLink } from '../web-link.js';
import { ROW } from './placed-actions.js';
import type { QuietLink } from './quiet-line.js';
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
/** Type of the event after which the job server knows nothing of a job. */
const JOB_DELETED = 'job.deleted';
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
  const { links, webhookId, deliveryId, isTest } = presentation;
  const isOwn = isOwnEvent(event.type);
  const page = (room: string, id: string): string =>
    links.console === null || id === ''
      ? ''
      : (webLink(`${links.console}/${room}/${encodeURIComponent(id.toWellFormed())}`) ?? '');
  return {
    job: jobId === '' ? '' : (webLink(ownJobPage(parts)) ?? page('jobs', jobId)),
    delivery: page('deliveries', isOwn ? lineOf(data['delivery_id'], 200) : isTest ? '' : deliveryId),
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
  // A deleted job has no page any more.
  if (source === null || parts.event.type === JOB_DELETED) return null;
  const scope = scopeOf({ ...parts, links: NO_PAGES });
  return tried({ field: 'links.job', source, faults }, (template) => template.url(scope, PLAIN_WORDS));
}

/** Chooses where the title leads: to the endpoint for events about endpoints, to the job for all others. */
export function titleLink(type: string, links: EventLinks): string | null {
  return (isOwnEvent(type) ? links.endpoint : links.job) || null;
}

/** The actions of a message. */
interface Actions {
  readonly actions: readonly Action[];
  /** The place that the quiet line leads to, since no action does. */
  readonly left: QuietLink | null;
}

/**
 * Keeps the actions that lead somewhere, each place once, and adds the way to the job and to the delivery. In a compact message these
 * two only fill the row; the quiet line leads to the one that has no button.
 *
 * @param isShort whether the message is compact
 * @param hasQuietLink whether its quiet line can lead somewhere
 */
export function actionsOf(
  own: readonly Action[],
  { job, delivery }: EventLinks,
  { isShort, hasQuietLink }: { readonly isShort: boolean; readonly hasQuietLink: boolean },
): Actions {
  const max = isShort ? ROW.most : ACTIONS_MAX;
  const given = usable(own, []);
  const ways = usable(
    [
      { label: 'Open job', url: job, style: 'default' },
      { label: 'Open delivery', url: delivery, style: 'default' },
    ],
    given,
  );
  if (!isShort || !hasQuietLink) return { actions: [...given, ...ways].slice(0, max), left: null };
  const added = ways
    .filter(({ label }) => label === 'Open job')
    .slice(0, Math.max(ROW.whole - given.length, 0));
  const last = ways.findLast((way) => !added.includes(way));
  const left = last ? { label: last.label === 'Open job' ? 'Job' : 'Delivery', url: last.url } : null;
  return { actions: [...given, ...added].slice(0, max), left };
}

/**
 * Puts what a reader may do before the message's own links, and behind them what is asked for last. A compact message has the first of
 * that alone, and as many links as have room beside.
 */
export function withActionLinks(
  own: readonly Action[],
  given: readonly ActionLink[] = [],
  isShort: boolean,
): readonly Action[] {
  const at = (place: ActionLink['place']): readonly Action[] =>
    given
      .filter((link) => link.place === place)
      .map(({ label, url, style, byLink, button }) => ({
        label,
        url,
        style,
        ...(button === undefined ? (byLink ? { pressed: true } : {}) : { button }),
      }));
  if (!isShort) return [...at('first'), ...own, ...at('last')];
  const [first, last] = [at('first'), at('last').slice(0, 1)];
  const room = Math.max(ROW.most - first.length - last.length, 1);
  return [...first, ...usable(own, first).slice(0, room), ...last];
}

/** Keeps the actions that lead to places of their own, and those that are pressed where they stand. */
function usable(actions: readonly Action[], known: readonly Action[]): readonly Action[] {
  const places = new Set(known.map(({ url }) => url));
  return actions.flatMap(({ label, url, style, pressed, button }): readonly Action[] => {
    const text = cleanLine(label, 60);
    if (button !== undefined) return text === '' ? [] : [{ label: text, url: '', style, button }];
    const link = webLink(url);
    if (link === null || text === '' || places.has(link)) return [];
    places.add(link);
    return [{ label: text, url: link, style, ...(pressed ? { pressed } : {}) }];
  });
}

/** Keeps a picture whose address is https and short enough for every platform. */
export function pictureOf(address: string, alt: string): Picture | null {
  const url = webLink(address);
  return url?.startsWith('https://') && url.length <= PICTURE_MAX ? { url, alt: alt || 'Picture' } : null;
}

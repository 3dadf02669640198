import { MASK } from '../../modules/model/mask.js';
import type { Detection, LookAlike, OptionConflict } from '../adapter.js';
import { withQuery } from '../url-text.js';
import type { PagerDutyOptions } from './pagerduty-options.js';

const HOST = /^events(\.eu)?\.pagerduty\.com\.?$/;
const KEY = 'routing_key';
const EXPECTED =
  'expected https://events.pagerduty.com/v2/enqueue, or https://events.eu.pagerduty.com/v2/enqueue';

/** Recognises the Events API of PagerDuty, in the US and the EU, also by the address that an integration's page shows. */
export function detectPagerDuty(url: URL): Detection {
  if (!HOST.test(url.hostname)) return null;
  const secure = new URL(url);
  secure.protocol = 'https:';
  secure.hostname = url.hostname.replace(/\.$/, '');
  const ofPath = /^\/integration\/(?<key>[A-Za-z0-9]{32})\/enqueue\/?$/.exec(url.pathname)?.groups?.['key'];
  if (ofPath !== undefined) secure.searchParams.set(KEY, ofPath);
  else if (!/^(\/v2(\/enqueue)?)?\/*$/.test(url.pathname)) return { refused: refusal(url.pathname) };
  secure.pathname = '/v2/enqueue';
  return normalised(secure);
}

function refusal(path: string): string {
  if (path.startsWith('/v2/change/')) {
    return `This address of PagerDuty takes change events, which alert nobody, and the gateway sends none: ${EXPECTED}; for what is to wake nobody, set the option severity to info, or use a chat.`;
  }
  if (path.startsWith('/generic/')) {
    return `This is the Events API V1 of PagerDuty; add an integration "Events API V2" to the service: ${EXPECTED}.`;
  }
  return `This is another address of PagerDuty, which takes no alerts: ${EXPECTED}.`;
}

/** Accepts any other host, which takes the same events. */
export function acceptPagerDuty(url: URL): Exclude<Detection, null> {
  return detectPagerDuty(url) ?? normalised(url);
}

function normalised(url: URL): Exclude<Detection, null> {
  return withQuery(url, [KEY], 'The gateway writes the event itself.');
}

/** Reads the routing key of the URL. */
export function optionsOfUrl({ searchParams }: URL): Partial<PagerDutyOptions> {
  const key = searchParams.get(KEY);
  return key ? { routingKey: key } : {};
}

/** Makes the address of events; the routing key stands in the body. */
export function eventUrl(url: string): string {
  const parsed = URL.parse(url);
  if (!parsed) return url;
  parsed.searchParams.delete(KEY);
  return parsed.href;
}

/** Finds a missing routing key, and one that differs from the URL's. */
export function pagerDutyConflicts(url: URL, { routingKey }: PagerDutyOptions): readonly OptionConflict[] {
  const ofUrl = url.searchParams.get(KEY);
  if (routingKey === undefined) {
    const message =
      'routingKey is required, here or in the URL (?routing_key=…): add an integration "Events API V2" to a service and copy its integration key';
    return [{ option: 'routingKey', message }];
  }
  return ofUrl && ofUrl !== routingKey
    ? [{ option: 'routingKey', message: 'routingKey and that of the URL differ: remove one of them' }]
    : [];
}

/** Masks the routing key. */
export function maskPagerDuty({ origin, pathname, searchParams }: URL): string {
  const path = pathname.replace(/^\/integration\/[^/]+/, '/integration/***');
  return `${origin}${path}${searchParams.size > 0 ? `?${KEY}=${MASK}` : ''}`;
}

export const PAGERDUTY_LOOK_ALIKES: readonly LookAlike[] = [
  {
    host: /^api(\.eu)?\.pagerduty\.com$/,
    says: `This is the REST API of PagerDuty, which takes no events of an integration: ${EXPECTED}.`,
    refuses: true,
  },
  {
    host: /(^|\.)pagerduty\.com$/,
    says: `This is a page of PagerDuty. Open the service, add an integration "Events API V2" and copy its integration key: ${EXPECTED}.`,
    refuses: true,
  },
];

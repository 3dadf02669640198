/**
 * Adapters: one folder for each kind of target, beside what they share (the neutral notification, cutting texts to fit,
 * reading answers). This list is the only place outside its folder that names an adapter.
 */
import { MASK } from '../modules/model/mask.js';
import type { Adapter } from './adapter.js';
import { cloudevents } from './cloudevents/cloudevents.adapter.js';
import { discord } from './discord/discord.adapter.js';
import { email } from './email/email.adapter.js';
import { generic } from './generic/generic.adapter.js';
import { github } from './github/github.adapter.js';
import { googleChat } from './google-chat/google-chat.adapter.js';
import { gotify } from './gotify/gotify.adapter.js';
import { lookAlike } from './look-alikes.js';
import { matrix } from './matrix/matrix.adapter.js';
import { mattermost } from './mattermost/mattermost.adapter.js';
import { ntfy } from './ntfy/ntfy.adapter.js';
import { opsgenie } from './opsgenie/opsgenie.adapter.js';
import { pagerduty } from './pagerduty/pagerduty.adapter.js';
import { pushover } from './pushover/pushover.adapter.js';
import { slackBot } from './slack-bot/slack-bot.adapter.js';
import { rocketChat } from './rocketchat/rocketchat.adapter.js';
import { slack } from './slack/slack.adapter.js';
import { teams } from './teams/teams.adapter.js';
import { telegram } from './telegram/telegram.adapter.js';
import { webex } from './webex/webex.adapter.js';
import { zulip } from './zulip/zulip.adapter.js';
import { spaceFault, textFault, tidyUrl } from './url-text.js';

/**
 * Every adapter, in the order their URLs are tried; the fallback recognises all and comes last.
 *
 * This folder holds one folder for each adapter, those that several share (`notification`, `markup`, `block-kit`, `payload`, `batch`,
 * `templates`, `values`, `catalogue`), and the port, `adapter.ts`.
 */
export const ADAPTERS: readonly Adapter[] = [
  slack,
  slackBot,
  discord,
  teams,
  telegram,
  ntfy,
  gotify,
  googleChat,
  pushover,
  mattermost,
  rocketChat,
  matrix,
  zulip,
  webex,
  pagerduty,
  opsgenie,
  email,
  github,
  cloudevents,
  generic,
];

export type Recognition =
  | {
      readonly ok: true;
      readonly adapter: Adapter;
      /** Normalised, without the prefix. */
      readonly url: string;
      /** On the platform's own host, where its rate limits hold. */
      readonly onPlatform: boolean;
      /** Sentences about what may not be meant; free of secrets. */
      readonly warnings: readonly string[];
    }
  | { readonly ok: false; readonly message: string };

/** Finds the adapter of a type; undefined where there is none. */
export function adapterOf(type: string): Adapter | undefined {
  return ADAPTERS.find((adapter) => adapter.type === type);
}

/**
 * Finds the adapter of a URL as it is configured, with or without a prefix that names it (`slack+https://…`).
 * No message repeats the URL: it may be a secret.
 */
export function recognise(rawUrl: string): Recognition {
  const { prefix, address } = split(rawUrl);
  const named = prefix === null ? null : adapterOf(prefix);
  if (named === undefined) {
    return refuse(
      `"${prefix}+" before the URL names no target; accepted are ${ADAPTERS.map(({ type }) => `${type}+`).join(', ')}.`,
    );
  }
  const url = URL.parse(address);
  const fault = faultOf(url, address);
  if (!url || fault) return refuse(fault);
  if (named && !isTaken(named, url)) return refuse(wrongScheme(named, url));
  const found = named ? byName(named, url) : byAddress(url);
  // A fragment tells what page a person was on, and is never sent.
  return found.ok ? { ...found, url: found.url.split('#', 1)[0]! } : found;
}

/** Masks a URL so that it may be shown, logged and stored in messages. */
export function maskUrl(adapterType: string, url: string): string {
  return masked(adapterType, url, (adapter, parsed) => adapter.mask(parsed));
}

/** Masks as {@link maskUrl} does, for the caller who gave the URL just now: the path of an application's URL is shown. */
export function maskGivenUrl(adapterType: string, url: string): string {
  return masked(adapterType, url, (adapter, parsed) => (adapter.maskGiven ?? adapter.mask)(parsed));
}

/** Masks by the adapter of the platform that the URL belongs to, also where another adapter was named for it. */
function masked(type: string, url: string, mask: (adapter: Adapter, parsed: URL) => string): string {
  const parsed = URL.parse(split(url).address);
  if (!parsed?.host) return MASK;
  const adapter = platformOf(parsed) ?? adapterOf(type);
  return adapter ? mask(adapter, parsed) : `${parsed.origin}/***`;
}

function split(rawUrl: string): { prefix: string | null; address: string } {
  const trimmed = tidyUrl(rawUrl);
  const [, prefix, address] = /^([a-z][a-z0-9.-]{0,30})\+([a-z]+:\/\/.*)$/is.exec(trimmed) ?? [];
  return prefix && address ? { prefix: prefix.toLowerCase(), address } : { prefix: null, address: trimmed };
}

/** True where an adapter takes addresses of the URL's scheme: http and https, unless it has schemes of its own. */
function isTaken({ schemes = [] }: Adapter, { protocol }: URL): boolean {
  return schemes.length > 0 ? schemes.includes(protocol) : /^https?:$/.test(protocol);
}

function wrongScheme(
  { about: { label }, schemes = ['http:', 'https:'] }: Adapter,
  { protocol }: URL,
): string {
  return `${label} takes no ${protocol}// address: expected ${schemes.map((scheme) => `${scheme}//`).join(' or ')}.`;
}

/** True for an address whose scheme some adapter has of its own. */
function hasOwnScheme(url: URL): boolean {
  return ADAPTERS.some(({ schemes = [] }) => schemes.includes(url.protocol)) && url.host !== '';
}

/** Says why a URL can be no endpoint; empty when it can. */
function faultOf(url: URL | null, address: string): string {
  const isOther = url !== null && hasOwnScheme(url);
  const fault = isOther ? spaceFault(address) : textFault(address);
  if (fault) return fault;
  if (!url) return 'This is not a valid URL; expected https://host/path.';
  if (isOther && (url.username || url.password)) {
    return `The address of ${url.host} has a user name or password in it: set them as options of the endpoint instead.`;
  }
  if (url.username || url.password) {
    return `The URL of ${url.host} has a user name or password in it, which is not supported: send them as a header instead (WEBHOOK_HEADERS=Authorization:Basic …).`;
  }
  return '';
}

/** Recognises a URL whose adapter was named. Only the address of another platform is warned of, unless an application was named. */
function byName(adapter: Adapter, url: URL): Recognition {
  const accepted = adapter.accept(url);
  if ('refused' in accepted) return refuse(accepted.refused);
  const onPlatform = isOnPlatform(adapter, url);
  const other = onPlatform || adapter.fallback ? undefined : platformOf(url);
  const warnings = [
    ...(accepted.warnings ?? []),
    ...(other && other !== adapter ? [mistaken(adapter, other)] : []),
  ];
  return { ok: true, adapter, url: accepted.url, onPlatform, warnings };
}

/** Finds the adapter of the platform that a URL belongs to. */
function platformOf(url: URL): Adapter | undefined {
  return ADAPTERS.find((one) => !one.fallback && isTaken(one, url) && one.detect(url) !== null);
}

function mistaken({ about: named }: Adapter, { about: other }: Adapter): string {
  return `This is an address of ${other.label}, and the endpoint sends messages for ${named.label}: choose ${other.label} unless the address takes both.`;
}

function byAddress(url: URL): Recognition {
  for (const adapter of ADAPTERS) {
    if (!isTaken(adapter, url)) continue;
    const detected = adapter.detect(url);
    if (detected === null) continue;
    if ('refused' in detected) return refuse(detected.refused);
    if (!adapter.fallback) {
      return { ok: true, adapter, url: detected.url, onPlatform: true, warnings: detected.warnings ?? [] };
    }
    const other = lookAlike(url, ADAPTERS);
    if (other && 'refused' in other) return refuse(other.refused);
    return {
      ok: true,
      adapter,
      url: detected.url,
      onPlatform: false,
      warnings: other ? [other.warning] : [],
    };
  }
  return refuse('No target takes this URL.');
}

/** True on the platform's own host, where its rate limits hold and its answers are judged by its documents. */
export function isOnPlatform(adapter: Adapter, url: URL): boolean {
  const detected = adapter.fallback || !isTaken(adapter, url) ? null : adapter.detect(url);
  return detected !== null && 'url' in detected;
}

function refuse(message: string): Recognition {
  return { ok: false, message };
}

import { LAYOUTS, type Layout } from '../field-limits.js';
import type { Notification } from '../notification/notification.js';
import { placedActions, type Row } from '../notification/placed-actions.js';
import type { QuietLink } from '../notification/quiet-line.js';
import { DISCORD_LIMITS } from './discord-limits.js';
import { date, plain } from './discord-text.js';

/** On a phone, most links beside which a line has room for how long ago the event was; most letters of more links, for the time of day. */
const [LINKS_WITH_TIME, LETTERS_WITH_TIME] = [2, 20] as const;

/** The places that tell the time of the event. */
export interface Moments {
  readonly cause: readonly string[];
  readonly links: readonly string[];
  readonly inFooter: boolean;
}

/** Writes the time of the event. A compact message saves the line of the footer where the line of its links has room for the time. */
export function momentsOf(notification: Notification): Moments {
  const { detail, ended, actions, quiet, when } = notification;
  const isOneLine = placedActions(notification).quiet.length > 0 || (quiet.id === '' && actions.length > 0);
  if (detail !== 'compact' || ended <= 0 || !(isOneLine || quiet.before > 0))
    return { cause: [], links: [], inFooter: true };
  const labels = [...actions, ...(quiet.link === null ? [] : [quiet.link])].map(({ label }) => label);
  if (labels.length <= LINKS_WITH_TIME)
    return { cause: [], links: [date(ended, 'relative')], inFooter: false };
  const time = when.length > 0 ? [date(ended, 'time')] : [];
  const isShort = labels.join('').length <= LETTERS_WITH_TIME;
  return { cause: isShort ? [] : time, links: isShort ? time : [], inFooter: false };
}

/** Writes the actions, and the place that no action leads to, or the id of a message without a footer: a footer has no links. */
export function linksOf(
  { actions, quiet }: Notification,
  { inFooter }: Moments,
  layout: Layout,
): readonly string[] {
  // Beside two actions, `Delivery` is shorter than the id that leads there.
  const id = inFooter || (actions.length > 1 && quiet.link !== null) ? '' : plain(quiet.id, 200);
  const ways = markedLinks(actions, layout);
  const left = quiet.link === null ? [] : [id ? { ...quiet.link, label: quiet.id } : quiet.link];
  const last = markedLinks(left, layout);
  return id && last.length === 0 ? [...ways, id] : [...ways, ...last].slice(0, layout.actions + 1);
}

/** Writes links by their labels, as many as the layout has room for. */
export function markedLinks(
  links: readonly QuietLink[],
  layout: Layout,
  written = (link: string): string => link,
): readonly string[] {
  return links
    .flatMap(({ label, url }) => {
      const link = markedLink(url, layout);
      return link === null ? [] : [`[${plain(label, 120)}](${written(link)})`];
    })
    .slice(0, layout.actions);
}

/** Longest address of a link in the description, UTF-16 units: Discord's limit of a field, in which such links were shown to work. */
const LINK_MAX = 1000;

/** Links in the text of a message. */
export const DISCORD_ROW: Row = { least: 2, takes: (url) => markedLink(url, LAYOUTS[0]) !== null };

/** Writes an address so that it may stand in the brackets of a link; null where it cannot. */
export function markedLink(url: string, layout: Layout): string | null {
  const link = linkFor(url)?.replaceAll('(', '%28').replaceAll(')', '%29') ?? null;
  return link !== null && link.length <= Math.min(layout.url, LINK_MAX) ? link : null;
}

/** Keeps a link that Discord takes; it refuses the whole message over a long link or a host without a dot. */
export function linkFor(url: string | null): string | null {
  return url && url.length <= DISCORD_LIMITS.url && /^https?:\/\/[^/?#]*[.[]/.test(url) ? url : null;
}

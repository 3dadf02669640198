import { withEntities } from '../entities.js';
import { withoutBackticks } from '../clean-text.js';
import { fit } from '../fit.js';
import { markupOf, type Rich, type Span } from '../notification/rich.js';
import type { InstantStyle } from '../values/instants.js';

/** A character of no width. On both sides of a sign of markup it keeps the sign from opening or closing anything. */
const APART = '\u{200b}';
const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': `${APART}&gt;`,
  '*': `${APART}*${APART}`,
  _: `${APART}_${APART}`,
  '~': `${APART}~${APART}`,
  '`': `${APART}\`${APART}`,
};
/** An underscore between letters or digits, as in ids, is no sign of markup. */
const JOINTS = /(?<=[A-Za-z0-9])_(?=[A-Za-z0-9])/g;
/** Stands for such an underscore until a text is escaped and cut: a noncharacter, which no clean text has. */
const JOINT = '\u{fdd0}';
const CUT_JOINT = /\u{fdd0}(?=…$)/u;

/** Writes Slack's three control characters as entities, which disarms `<!channel>`, `<@U…>` and disguised links. */
function escapeSlack(text: string): string {
  return withEntities(text, /[&<>]/g);
}

/** The colon before a name that Slack would make an emoji of: `:smile:`. */
const SHORTCODE = /:(?=[\p{L}\p{M}\p{N}_'+-]+:)/gu;
/** The colon before a name that the scheme of an address behind the text would end: `:9Zhttp://…`. */
const BEFORE_SCHEME = /:(?=[\p{L}\p{M}\p{N}_'+-]*$)/u;
/** An address: Slack reads no markup in it, and a sign of its own would break it for whoever copies it. */
const ADDRESS = /(https?:\/\/[^\s<>`|]*[A-Za-z0-9/=])/g;
/** Signs of emphasis and code. An underscore between letters or digits, as in ids, is none. */
const MARKS = /[*~`]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g;
/** A quotation, where it begins a line. */
const QUOTATION = /^(?=[^\S\n]*>)/gm;

/**
 * Escapes foreign text for the plain `text` of a message, in which Slack reads mrkdwn too, so that its signs are shown as they were
 * written; at most `max` UTF-16 units once escaped.
 */
export function plain(text: string, max: number): string {
  const parts = text
    .replace(QUOTATION, APART)
    .split(ADDRESS)
    .map((part, at, { length }) =>
      at % 2 === 1 ? part : parted(at < length - 1 ? part.replace(BEFORE_SCHEME, `:${APART}`) : part),
    );
  return fit(parts.join(''), max, escapeSlack);
}

function parted(text: string): string {
  return text.replace(SHORTCODE, `:${APART}`).replace(MARKS, `${APART}$&${APART}`);
}

/** Escapes foreign text for mrkdwn so that Slack shows every character of it, at most `max` UTF-16 units once escaped. */
export function literal(text: string, max: number): string {
  const kept = text.replace(SHORTCODE, `:${APART}`).replace(JOINTS, JOINT);
  const written = fit(kept, max, (part) => part.replace(/[&<>*_~`]/g, (sign) => SIGNS[sign] as string));
  return written.replace(CUT_JOINT, '').replaceAll(JOINT, '_');
}

/** Makes a code span of at most `max` UTF-16 units. Slack reads nothing in it as markup. */
export function code(text: string, max: number): string {
  return `\`${fit(withoutBackticks(text), max - 2, escapeSlack)}\``;
}

/** Makes a link of foreign text; null where there is no address, or the text has the sign that ends one. */
export function linked(url: string | null, text: string, max: number): string | null {
  if (url === null || text === '' || text.includes('|')) return null;
  return `<${escapeSlack(url.replaceAll('|', '%7C'))}|${literal(text, max)}>`;
}

const FORMATS: Readonly<Record<InstantStyle, string>> = {
  date: '{date_short}',
  time: '{time}',
  datetime: '{date_short_pretty} {time}',
  relative: '{ago}',
};

/** Writes a moment (`at`, Unix ms) so that Slack shows it in the reader's time zone, with `fallback` for clients that cannot. */
export function date(at: number, style: InstantStyle, fallback: string): string {
  const text = escapeSlack(fallback.replaceAll('|', '/'));
  return `<!date^${Math.trunc(at / 1000)}^${FORMATS[style]}|${text}>`;
}

/** Style of a stretch of rich text. */
interface Style {
  bold?: true;
  code?: true;
}

/** An element of rich text: Slack shows its text as it is written, whatever signs are in it. */
export type RichElement =
  | { type: 'text'; text: string; style?: Style }
  | { type: 'link'; url: string; text: string; style?: Style }
  | { type: 'date'; timestamp: number; format: string; fallback: string; style?: Style }
  | { type: 'broadcast'; range: 'here' | 'channel' }
  | { type: 'user'; user_id: string }
  | { type: 'usergroup'; usergroup_id: string };

/** Writes stretches of text as elements of rich text. */
export function elementsOf(rich: Rich): RichElement[] {
  return rich.filter(({ text }) => text !== '').map(elementOf);
}

function elementOf({ text, strong, exact, at, style = 'datetime' }: Span): RichElement {
  const marks = { ...(strong ? { bold: true as const } : {}), ...(exact ? { code: true as const } : {}) };
  const styled = strong || exact ? { style: marks } : {};
  if (at === undefined) return { type: 'text', text, ...styled };
  return {
    type: 'date',
    timestamp: Math.trunc(at / 1000),
    format: FORMATS[style],
    fallback: text,
    ...styled,
  };
}

/** Writes stretches of text as mrkdwn of at most `max` UTF-16 units. */
export function mrkdwnOf(rich: Rich, max: number): string {
  return markupOf(rich.map(besideNoSign), max, partOf);
}

/** Takes the emphasis off a stretch beside a sign that is set apart: Slack would show the asterisk. */
function besideNoSign(span: Span, at: number, rich: Rich): Span {
  const { strong, exact, ...bare } = span;
  const isBeside = /[*_~`>]$/.test(rich[at - 1]?.text ?? '') || /^[*_~`>:]/.test(rich[at + 1]?.text ?? '');
  return isBeside && (strong || exact) ? bare : span;
}

function partOf({ text, strong, exact, at, style = 'datetime' }: Span, max: number): string {
  if (at !== undefined) return strong ? `*${date(at, style, text)}*` : date(at, style, text);
  if (exact) return code(text, max);
  // Beside a sign that is set apart, the asterisk of an emphasis would be a sign of its own.
  if (!strong || /[*_~`]|^\s|\s$/.test(text)) return literal(text, max);
  const inner = literal(text, Math.max(max - 2, 0));
  return inner.length > 1 ? `*${inner}*` : literal(text, max);
}

/** Forms of the one mention that an endpoint may have in messages of failures. */
export const MENTION =
  /^<(?:!(?<range>here|channel)|@(?<user>[UW][A-Z0-9]{2,20})|!subteam\^(?<group>S[A-Z0-9]{2,20}))>$/;

/** Writes a mention as an element; none where the text is no mention of these forms. */
export function mentionOf(text: string | null): RichElement[] {
  const { range, user, group } = MENTION.exec(text ?? '')?.groups ?? {};
  if (range) return [{ type: 'broadcast', range: range === 'here' ? 'here' : 'channel' }];
  if (user) return [{ type: 'user', user_id: user }];
  return group ? [{ type: 'usergroup', usergroup_id: group }] : [];
}

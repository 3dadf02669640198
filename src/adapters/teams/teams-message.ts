import type { Tone } from '../../modules/model/event-type.js';
import type { Layout } from '../field-limits.js';
import { LAYOUTS, shown } from '../field-limits.js';
import { firstWithin, fit, jsonBytesOf } from '../fit.js';
import { SEPARATOR } from '../notification/glued.js';
import { fieldLine, type Field } from '../notification/fields.js';
import { fieldsWithVideo, type Notification } from '../notification/notification.js';
import { titleTime, withZone } from '../notification/quiet-line.js';
import { causeSpans, joined } from '../notification/rich.js';
import {
  linesOf,
  markdown,
  run,
  runsOf,
  withoutFunctions,
  type OpenUrl,
  type TextRun,
} from './teams-text.js';

/** Limits of Teams: of the whole message, bytes of JSON, below the 28 KB that its documents name; and counts. */
export const TEAMS_LIMITS = { bytes: 20_000, actions: 6, facts: 40, url: 2048 } as const;

const LINES = { body: 12, error: 30 } as const;

export type Style = 'good' | 'attention' | 'warning' | 'accent' | 'emphasis' | 'default';
const STYLES: Readonly<Record<Tone, Style>> = {
  success: 'good',
  failure: 'attention',
  warning: 'warning',
  progress: 'accent',
  neutral: 'emphasis',
};

export interface RichTextBlock {
  type: 'RichTextBlock';
  inlines: TextRun[];
  spacing?: 'None' | 'Small';
}
export interface Container {
  type: 'Container';
  style?: Style;
  bleed?: true;
  spacing?: 'Small';
  items: RichTextBlock[];
}
interface Image {
  type: 'Image';
  url: string;
  altText: string;
  size: 'Medium';
}
export interface ColumnSet {
  type: 'ColumnSet';
  columns: { type: 'Column'; width: 'stretch' | 'auto'; items: (Container | RichTextBlock | Image)[] }[];
}
export interface FactSet {
  type: 'FactSet';
  facts: { title: string; value: string }[];
}
export type Element = Container | RichTextBlock | ColumnSet | FactSet;

export interface Card {
  $schema: string;
  type: 'AdaptiveCard';
  version: '1.4';
  fallbackText: string;
  msteams: { width: 'Full' };
  body: Element[];
  actions?: OpenUrl[];
}

export interface TeamsMessage {
  type: 'message';
  summary: string;
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive'; contentUrl: null; content: Card }];
}

/**
 * Builds the message: one Adaptive Card in the envelope that the Workflow reads. Texts of the data stand in runs of text, in which no
 * Markdown is read; nothing names a person, so nobody is pinged.
 *
 * @param zone IANA name of the zone of all times: Teams knows none of the reader
 */
export function teamsMessage(notification: Notification, zone: string): TeamsMessage {
  return firstWithin(LAYOUTS, (layout) => build(notification, layout, zone), jsonBytesOf, TEAMS_LIMITS.bytes);
}

function build(notification: Notification, layout: Layout, zone: string): TeamsMessage {
  const summary = withoutFunctions(fit(notification.plain || notification.title, 300));
  const actions = actionsOf(notification, layout);
  const content: Card = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    fallbackText: summary,
    msteams: { width: 'Full' },
    body: bodyOf(notification, layout, zone),
    ...(actions.length > 0 ? { actions } : {}),
  };
  const contentType = 'application/vnd.microsoft.card.adaptive';
  return { type: 'message', summary, attachments: [{ contentType, contentUrl: null, content }] };
}

function bodyOf(notification: Notification, layout: Layout, zone: string): Element[] {
  const { detail, causeDetail, body } = notification;
  const links = new Set(actionsOf(notification, layout).map(({ url }) => url));
  const { fields, rest } = shown(
    fieldsWithVideo(notification, (url) => links.has(url)),
    layout,
  );
  return [
    titleOf(notification, layout, zone),
    ...pictured(notification, whyOf(notification, layout), layout),
    ...textLines(body, layout.message),
    ...(detail === 'full'
      ? factsOf(fields, layout, zone)
      : block(runsOf(fieldLine(fields, layout), layout.facts))),
    ...(causeDetail ? [errorOf(causeDetail, layout.error)] : []),
    ...block(quietOf(notification, { rest, zone, layout })),
  ];
}

/** Writes what happened, then which job, as the link, and when. */
function titleOf(notification: Notification, layout: Layout, zone: string): Container {
  const { tone, emoji, headline, subject, link } = notification;
  const bold = { weight: 'Bolder', size: 'Medium' } as const;
  const linked = (text: string): TextRun => {
    const url = linkFor(link, layout);
    return run(text, { ...bold, ...(url ? { selectAction: openUrl(text, url) } : {}) });
  };
  const words = subject ? [run(`${headline}: `, bold), linked(subject)] : [linked(headline)];
  const mark = emoji ? [run(`${emoji} `, bold)] : [];
  const inlines = [...mark, ...words, ...runsOf(titleTime(notification, zone), 60)];
  return { type: 'Container', style: STYLES[tone], bleed: true, items: [{ type: 'RichTextBlock', inlines }] };
}

/** Writes cause and facts. */
function whyOf({ cause, facts }: Notification, layout: Layout): (Container | RichTextBlock)[] {
  const quoted = runsOf(causeSpans(cause), layout.error);
  return [
    ...(cause ? [{ type: 'Container' as const, style: 'emphasis' as const, items: block(quoted) }] : []),
    ...block(runsOf(joined(facts), layout.facts)),
  ];
}

/** Sets the picture beside elements. */
function pictured(
  { image }: Notification,
  items: (Container | RichTextBlock)[],
  layout: Layout,
): (Container | RichTextBlock | ColumnSet)[] {
  const url = linkFor(image?.url ?? null, layout);
  if (url === null || image === null || items.length === 0) return items;
  const picture: Image = {
    type: 'Image',
    url,
    altText: withoutFunctions(fit(image.alt, 200)),
    size: 'Medium',
  };
  return [
    {
      type: 'ColumnSet',
      columns: [
        { type: 'Column', width: 'stretch', items },
        { type: 'Column', width: 'auto', items: [picture] },
      ],
    },
  ];
}

function textLines(text: string, max: number): RichTextBlock[] {
  return linesOf(fit(text, max), LINES.body).map((line, at) => ({
    type: 'RichTextBlock',
    inlines: [run(line)],
    ...(at > 0 ? { spacing: 'None' as const } : {}),
  }));
}

/** Writes the rest of an error in lines of a fixed width. */
function errorOf(text: string, max: number): Container {
  const items = linesOf(fit(text, max), LINES.error).map((line): RichTextBlock => ({
    type: 'RichTextBlock',
    inlines: [run(line, { size: 'Small', fontType: 'Monospace' })],
    spacing: 'None',
  }));
  return { type: 'Container', style: 'emphasis', spacing: 'Small', items };
}

function factsOf(fields: readonly Field[], layout: Layout, zone: string): FactSet[] {
  const facts = fields.slice(0, TEAMS_LIMITS.facts).map(({ label, value, at }) => ({
    title: markdown(label, layout.label),
    value: markdown(at === undefined ? value : `${value} ${zone}`, layout.value + 30),
  }));
  return facts.length > 0 ? [{ type: 'FactSet', facts }] : [];
}

interface QuietParts {
  readonly rest: string;
  readonly zone: string;
  readonly layout: Layout;
}

/** Writes the id, as a link where it leads somewhere, and times with their zone. */
function quietOf(notification: Notification, { rest, zone, layout }: QuietParts): TextRun[] {
  const { id, link, times } = notification.quiet;
  const look = { size: 'Small', isSubtle: true } as const;
  const linked = (text: string, label: string, url: string | null): TextRun =>
    run(text, { ...look, ...(url === null ? {} : { selectAction: openUrl(label, url) }) });
  const named = id ? [[linked(id, link?.label ?? '', linkFor(link?.url ?? null, layout))]] : [];
  const said = [...withZone(times, zone), ...(rest ? [[{ text: rest }]] : [])];
  const parts = [...named, ...(said.length > 0 ? [runsOf(joined(said), 600, look)] : [])];
  return parts.flatMap((part, at) => (at === 0 ? part : [run(SEPARATOR, look), ...part]));
}

function block(inlines: TextRun[]): RichTextBlock[] {
  return inlines.length > 0 ? [{ type: 'RichTextBlock', inlines, spacing: 'Small' }] : [];
}

function actionsOf(notification: Notification, layout: Layout): OpenUrl[] {
  const all = notification.actions.flatMap(({ label, url }) => {
    const link = linkFor(url, layout);
    return link === null ? [] : [openUrl(label, link)];
  });
  return all.slice(0, Math.min(layout.actions, TEAMS_LIMITS.actions));
}

function openUrl(title: string, url: string): OpenUrl {
  return { type: 'Action.OpenUrl', title: withoutFunctions(fit(title, 100)), url };
}

function linkFor(url: string | null, layout: Layout): string | null {
  return url !== null && url.length <= Math.min(layout.url, TEAMS_LIMITS.url) ? url : null;
}

import { drawCard, nearestColour } from './card.ts';
import { array, object, string } from './shape.ts';
import type { Json } from './shape.ts';

const LINK = /\[([^\]]+)\]\((\S+?)\)(?=\s· |$)/g;

/** Draws the first embed of a Discord message as text. */
export function discordCard(message: Json): readonly string[] {
  const embed = array(message['embeds'])[0] ?? {};
  const lines = string(embed['description']).split('\n');
  const isLinks = (line: string) => line.startsWith('[');
  return drawCard({
    platform: 'Discord',
    title: plain(embed['title']),
    colour: nearestColour(Number(embed['color'])),
    texts: lines.filter((line) => line !== '' && !isLinks(line)).map(plain),
    fields: array(embed['fields']).map(({ name, value }) => ({ name: plain(name), value: plain(value) })),
    links: lines
      .filter(isLinks)
      .flatMap((line) =>
        [...line.matchAll(LINK)].map(([, label, url]) => ({ label: plain(label), url: url ?? '' })),
      ),
    // The summary of a storm has no time of its own.
    footer: [plain(object(embed['footer'])['text']), utc(Date.parse(string(embed['timestamp'])))]
      .filter(Boolean)
      .join('  ·  '),
  });
}

/** Renders Markdown: times resolved, marks removed, escapes undone. */
function plain(value: unknown): string {
  return string(value)
    .replaceAll(/<t:(\d+):R>/g, (_, seconds: string) => ago(Number(seconds) * 1000))
    .replaceAll(/<t:(\d+)(?::\w)?>/g, (_, seconds: string) => utc(Number(seconds) * 1000))
    .replaceAll(/```\n?|(?<!\\)`|\*\*/g, '')
    .replace(/^> /, '│ ')
    .replaceAll(/\\([^\w\s])/g, '$1')
    .replaceAll(/\\_/g, '_')
    .trimEnd();
}

/** Writes a duration as Discord does: `5 minutes ago`. */
function ago(ms: number): string {
  const minutes = Math.round((Date.now() - ms) / 60_000);
  return minutes < 1 ? 'just now' : new Intl.RelativeTimeFormat('en').format(-minutes, 'minute');
}

const utc = (ms: number) =>
  Number.isNaN(ms) ? '' : `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

import { breakBackticks, withoutBackticks } from '../clean-text.js';
import { fit } from '../fit.js';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Writes Slack's three control characters as entities, which disarms `<!channel>`, `<@U…>` and disguised links. */
export function escapeSlack(text: string): string {
  return text.replace(/[&<>]/g, (character) => ENTITIES[character] as string);
}

/** Escapes foreign text for mrkdwn, at most `max` UTF-16 units once escaped. It cannot open a code block. */
export function plain(text: string, max: number): string {
  return fit(breakBackticks(text), max, escapeSlack);
}

export function code(text: string, max: number): string {
  return `\`${plain(withoutBackticks(text), max - 2)}\``;
}

/** Makes a code block of at most `max` UTF-16 units, fences included. */
export function codeBlock(text: string, max: number): string {
  return `\`\`\`\n${plain(text, max - 8)}\n\`\`\``;
}

/** Writes a moment (`at`, Unix ms) so that Slack shows it in the reader's time zone, with UTC as the fallback. */
export function date(at: number): string {
  const utc = new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  return `<!date^${Math.trunc(at / 1000)}^{date_short_pretty} {time}|${utc} UTC>`;
}

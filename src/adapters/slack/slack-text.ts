import { breakBackticks, withoutBackticks } from '../clean-text.js';
import { fit } from '../fit.js';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Slack's three control characters as entities: disarms `<!channel>`, `<@U…>` and links that say another thing. */
export function escapeSlack(text: string): string {
  return text.replace(/[&<>]/g, (character) => ENTITIES[character] as string);
}

/** Foreign text in mrkdwn, at most `max` units once escaped. It cannot open a code block: that would swallow the rest. */
export function plain(text: string, max: number): string {
  return fit(breakBackticks(text), max, escapeSlack);
}

export function code(text: string, max: number): string {
  return `\`${plain(withoutBackticks(text), max - 2)}\``;
}

/** A code block, fences included in `max`. */
export function codeBlock(text: string, max: number): string {
  return `\`\`\`\n${plain(text, max - 8)}\n\`\`\``;
}

/** A moment in the reader's own time zone; where that cannot be shown, in UTC. `at` is Unix ms. */
export function date(at: number): string {
  const utc = new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  return `<!date^${Math.trunc(at / 1000)}^{date_short_pretty} {time}|${utc} UTC>`;
}

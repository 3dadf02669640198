import { breakBackticks, withoutBackticks } from '../clean-text.js';
import { fit } from '../fit.js';

/** Every character that means something in Discord's Markdown, also `<` and `@` of mentions, behind a backslash. */
export function escapeDiscord(text: string): string {
  return text.replace(/[\\*_~|<>#[\]()`@]/g, String.raw`\$&`);
}

/** Foreign text in Markdown, at most `max` units once escaped. */
export function plain(text: string, max: number): string {
  return fit(text, max, escapeDiscord);
}

export function code(text: string, max: number): string {
  return `\`${fit(withoutBackticks(text), max - 2)}\``;
}

/** A code block, fences included in `max`. */
export function codeBlock(text: string, max: number): string {
  return `\`\`\`\n${fit(breakBackticks(text), max - 8)}\n\`\`\``;
}

/** A moment in the reader's own time zone and how long ago it was. `at` is Unix ms. */
export function date(at: number): string {
  const seconds = Math.trunc(at / 1000);
  return `<t:${seconds}:f> (<t:${seconds}:R>)`;
}

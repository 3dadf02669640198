import { breakBackticks, withoutBackticks } from '../clean-text.js';
import { fit } from '../fit.js';

/** Puts a backslash before every character of Discord's Markdown, also before `<` and `@` of mentions. */
export function escapeDiscord(text: string): string {
  return text.replace(/[\\*_~|<>#[\]()`@]/g, String.raw`\$&`);
}

/** Escapes foreign text for Markdown, at most `max` UTF-16 units once escaped. */
export function plain(text: string, max: number): string {
  return fit(text, max, escapeDiscord);
}

export function code(text: string, max: number): string {
  return `\`${fit(withoutBackticks(text), max - 2)}\``;
}

/** Makes a code block of at most `max` UTF-16 units, fences included. */
export function codeBlock(text: string, max: number): string {
  return `\`\`\`\n${fit(breakBackticks(text), max - 8)}\n\`\`\``;
}

/** Writes a moment (`at`, Unix ms) so that Discord shows it in the reader's time zone, and how long ago it was. */
export function date(at: number): string {
  const seconds = Math.trunc(at / 1000);
  return `<t:${seconds}:f> (<t:${seconds}:R>)`;
}

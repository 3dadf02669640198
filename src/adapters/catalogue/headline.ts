import { cleanLine } from '../clean-text.js';
import { spelled } from '../spelling.js';

/** Makes a headline of the name of a type: `render.queue_full` → `Render Queue Full`, `api_key.expired` → `API Key Expired`. It may be a template, so braces are left out of it. */
export function headlineOf(type: string): string {
  const words = cleanLine(type.replaceAll(/[{}]/g, ' '), 128).split(/[._\s]+/);
  const capitalised = words.map((word) => {
    const known = spelled(word);
    return known === word ? word.charAt(0).toUpperCase() + word.slice(1) : known;
  });
  return capitalised.join(' ').trim() || 'Event';
}

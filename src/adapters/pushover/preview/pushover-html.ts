import { decoded } from '../../markup/preview/html-pieces.ts';

/** A stretch of a text: bold or not, with the address that it leads to (empty for none). */
export interface Stretch {
  readonly text: string;
  readonly isBold: boolean;
  readonly url: string;
}

const TAG = /<(\/?)(b|a)(?: href="([^"<>]*)")?>/g;

/** Reads the HTML of a message as far as the gateway writes it. Total: what is no such tag is text. */
export function stretchesOf(html: string): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let [end, isBold, url] = [0, false, ''];
  const add = (text: string): void => {
    if (text !== '') stretches.push({ text: decoded(text), isBold, url });
  };
  for (const match of html.matchAll(TAG)) {
    const [whole, slash, tag, address = ''] = match;
    add(html.slice(end, match.index));
    end = match.index + whole.length;
    if (tag === 'b') isBold = slash === '';
    else url = slash === '' ? decoded(address) : '';
  }
  add(html.slice(end));
  return stretches;
}

import { decoded } from '../../markup/preview/html-pieces.ts';

/** A stretch of a text: bold or not, in a colour or in that of the text (empty), with the address that it leads to (empty for none). */
export interface Stretch {
  readonly text: string;
  readonly isBold: boolean;
  readonly colour: string;
  readonly url: string;
}

const TAG = /<(\/?)(br|b|font|a)(?: (?:color|href)="([^"<>]*)")?>/g;

/** Reads the HTML of cards as far as the gateway writes it. Total: what is no such tag is text. */
export function stretchesOf(html: string): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let [end, isBold, colour, url] = [0, false, '', ''];
  const add = (text: string): void => {
    const last = stretches.at(-1);
    if (text === '') return;
    if (last && last.isBold === isBold && last.colour === colour && last.url === url)
      stretches[stretches.length - 1] = { ...last, text: last.text + text };
    else stretches.push({ text, isBold, colour, url });
  };
  for (const match of html.matchAll(TAG)) {
    const [whole, slash, tag, value = ''] = match;
    add(decoded(html.slice(end, match.index)));
    end = match.index + whole.length;
    if (tag === 'br') add('\n');
    if (tag === 'b') isBold = slash === '';
    if (tag === 'font') colour = slash === '' ? value : '';
    if (tag === 'a') url = slash === '' ? decoded(value) : '';
  }
  add(decoded(html.slice(end)));
  return stretches;
}

import { paint } from './screen.ts';
import type { Colour } from './screen.ts';

/** The parts of a chat message. */
export interface Card {
  readonly platform: string;
  readonly title: string;
  /** Colour of the stripe at its side. */
  readonly colour: Colour;
  /** Texts of several lines each. */
  readonly texts: readonly string[];
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  readonly links: readonly { readonly label: string; readonly url: string }[];
  readonly footer: string;
}

const WIDTH = 74;

/** Draws the message as a box of text, about as the platform shows it. */
export function drawCard(card: Card): readonly string[] {
  const widest = Math.max(0, ...card.fields.map(({ name }) => name.length));
  const body = [
    paint('bold', card.title),
    ...card.texts.flatMap((text) => text.split('\n')),
    ...card.fields.map(({ name, value }) => `${paint('gray', name.padEnd(widest))}  ${value}`),
    ...card.links.map(({ label, url }) => `${paint('cyan', `[ ${label} ]`)} ${url}`),
    ...(card.footer === '' ? [] : [paint('gray', card.footer)]),
  ];
  const indent = ' '.repeat(10);
  const edge = paint(card.colour, '┃');
  return [
    `${indent}${paint(card.colour, '┏')}━ ${card.platform} ${'━'.repeat(WIDTH - card.platform.length)}`,
    ...body.map((line) => `${indent}${edge} ${line}`),
    `${indent}${paint(card.colour, '┗')}${'━'.repeat(WIDTH + 3)}`,
  ];
}

/** Returns the terminal colour nearest to an RGB one (0–0xffffff). */
export function nearestColour(rgb: number): Colour {
  const [red, green, blue] = [rgb >> 16, (rgb >> 8) & 0xff, rgb & 0xff] as const;
  if (Math.max(red, green, blue) - Math.min(red, green, blue) < 40) return 'gray';
  if (red > 160 && green > 110) return 'yellow';
  if (red >= green && red >= blue) return 'red';
  return green >= blue ? 'green' : 'blue';
}

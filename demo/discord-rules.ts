import { array, countFault, lengthFault, object, string } from './shape.ts';
import type { Json } from './shape.ts';

/** Characters of all embeds together. */
const TOTAL_MAX = 6000;

/** What Discord would refuse of a message, and mentions left open; empty when it is fine. */
export function discordFaults(message: Json): readonly string[] {
  const embeds = array(message['embeds']);
  const { parse } = object(message['allowed_mentions']);
  const content = string(message['content']);
  return [
    ...(content.length > 2000 ? ['content is too long'] : []),
    ...countFault('embeds', embeds.length, 10),
    ...embeds.flatMap(embedFaults),
    ...(embeds.map(sizeOf).reduce((sum, size) => sum + size, 0) > TOTAL_MAX
      ? ['embeds are too long together']
      : []),
    ...(Array.isArray(parse) && parse.length === 0 ? [] : ['allowed_mentions lets somebody be pinged']),
  ];
}

function embedFaults(embed: Json): readonly string[] {
  const { title, description, url, color, footer, fields, timestamp } = embed;
  const colour = Number(color ?? 0);
  return [
    ...lengthFault('title', title, 256),
    ...(description === undefined ? [] : lengthFault('description', description, 4096)),
    ...(footer === undefined ? [] : lengthFault('footer', object(footer)['text'], 2048)),
    ...(array(fields).length > 25 ? ['more than 25 fields'] : []),
    ...array(fields).flatMap(fieldFaults),
    ...(url === undefined || isWebUrl(url) ? [] : ['a URL that is not http(s)']),
    ...(Number.isInteger(colour) && colour >= 0 && colour <= 0xffffff ? [] : ['color is no RGB integer']),
    ...(timestamp === undefined || !Number.isNaN(Date.parse(string(timestamp)))
      ? []
      : ['timestamp is no date']),
  ];
}

function fieldFaults({ name, value }: Json): readonly string[] {
  return [...lengthFault('field name', name, 256), ...lengthFault('field value', value, 1024)];
}

function sizeOf({ title, description, footer, fields }: Json): number {
  const texts = [
    title,
    description,
    object(footer)['text'],
    ...array(fields).flatMap(({ name, value }) => [name, value]),
  ];
  return texts.reduce<number>((sum, text) => sum + string(text).length, 0);
}

function isWebUrl(url: unknown): boolean {
  return string(url).length <= 2048 && /^https?:\/\//.test(string(url)) && URL.canParse(string(url));
}

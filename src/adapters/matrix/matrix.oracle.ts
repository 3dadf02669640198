import * as fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { brokenTexts, textsOf } from '../../../test/support/message-texts.ts';
import type { MatrixMessage } from './matrix-message.js';

/** Tags that the gateway uses, all of them in the list of Matrix, with the attributes each must have. */
const TAGS: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  strong: {},
  code: {},
  pre: {},
  br: {},
  a: { href: /^https?:\/\/\S+$/ },
  span: { 'data-mx-color': /^#[0-9a-f]{6}$/ },
};
/** Most bytes of a whole event. */
const EVENT_MAX = 65_536;

interface Read {
  readonly faults: readonly string[];
  readonly links: readonly string[];
  /** Text outside of code and links, where clients find mentions and addresses by themselves. */
  readonly open: string;
  /** All text; each `<br>` and block ends a line. */
  readonly shown: string;
}

/** Reads HTML with htmlparser2, and notes what Matrix does not let clients show, and what is not closed. */
function read(html: string): Read {
  const [faults, links, stack]: [string[], string[], string[]] = [[], [], []];
  let [open, shown] = ['', ''];
  const endLine = (): void => {
    shown += '\n';
    open += '\n';
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const known = TAGS[name];
        const isWhole =
          known && Object.entries(known).every(([key, form]) => form.test(attributes[key] ?? ''));
        if (!isWhole || Object.keys(attributes).length !== Object.keys(known ?? {}).length)
          faults.push(`<${name} ${JSON.stringify(attributes)}>`);
        if (name === 'a') links.push(attributes['href'] ?? '');
        if (name === 'br' || name === 'pre') endLine();
        stack.push(name);
      },
      onclosetag(name, isImplied) {
        if (isImplied && name !== 'br') faults.push(`</${name}> is missing`);
        if (name === 'pre') endLine();
        stack.pop();
      },
      ontext(text) {
        shown += text;
        if (!stack.some((tag) => ['a', 'code'].includes(tag))) open += text;
      },
      oncomment: () => void faults.push('a comment'),
      onprocessinginstruction: (name) => void faults.push(name),
    },
    { decodeEntities: true },
  );
  parser.end(html);
  return { faults, links, open, shown };
}

/** Checks a message for Matrix beyond its schema: its size, its HTML, and what clients would link by themselves. */
export function faultsOf(body: string): object {
  const message = JSON.parse(body) as MatrixMessage;
  const { faults, open } = read(message.formatted_body);
  return {
    tooLarge: Buffer.byteLength(body) > EVENT_MAX / 2,
    html: faults,
    loose: message.formatted_body.replace(/<[^<>]*>/g, '').match(/[<>]|&(?!(amp|lt|gt|quot);)/g) ?? [],
    broken: brokenTexts(textsOf(message).map(([, text]) => text)),
    linkedByItself: [open, message.body].flatMap(
      (text) => text.match(/(?<!\u200b)\w:\/\/\w|(?<![a-zA-Z\d])www\.\w|#\w/g) ?? [],
    ),
  };
}

/** Lists whom a message names, an edit by its new content; names that stand in its text must be those of its mentions. */
export function pingsOf(body: string): readonly string[] {
  const message = JSON.parse(body) as MatrixMessage;
  const { body: text, formatted_body: html } = message;
  const { 'm.mentions': mentions } = message['m.new_content'] ?? message;
  const named = 'room' in mentions ? ['@room'] : 'user_ids' in mentions ? mentions.user_ids : [];
  const written = [text, read(html).open].flatMap((words) => words.match(/@(?![\u200b…])\S+/g) ?? []);
  return [...named, ...written.filter((name) => !(named as readonly unknown[]).includes(name))];
}

/** Lists the addresses that a message leads to. */
export function linksOf(body: string): readonly string[] {
  return read((JSON.parse(body) as MatrixMessage).formatted_body).links;
}

/** Lists the texts that a reader sees of a message in Matrix. */
export function seenOf(body: string): readonly string[] {
  return read((JSON.parse(body) as MatrixMessage).formatted_body)
    .shown.split('\n')
    .filter(Boolean);
}

export const arbitraryOptions = fc.record(
  { notices: fc.constantFrom('never', 'except_failures', 'always') },
  { requiredKeys: [] },
);

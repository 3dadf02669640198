import * as fc from 'fast-check';
import { brokenTexts, textsOf } from '../../../test/support/message-texts.ts';
import type { NtfyMessage } from './ntfy-message.js';

/** The longest message and body that a server of ntfy takes as it is set up, bytes. */
const [MESSAGE_MAX, BODY_MAX] = [4096, 32_768];

/** Checks a message for ntfy beyond its schema: its size in bytes, and addresses in its text that apps would link. */
export function faultsOf(body: string): object {
  const message = JSON.parse(body) as NtfyMessage;
  return {
    tooLong: Buffer.byteLength(message.message) > MESSAGE_MAX,
    tooLarge: Buffer.byteLength(body) > BODY_MAX,
    empty: !/[^\s\u200b]/.test(message.message),
    broken: brokenTexts(textsOf(message).map(([, text]) => text)),
    linkedByItself: [message.title, message.message].filter((text) =>
      /:\/\/|(?<![a-zA-Z\d])www\./i.test(text),
    ),
  };
}

/** Lists the addresses that a message leads to. */
export function linksOf(body: string): readonly string[] {
  const { click, attach, actions = [] } = JSON.parse(body) as NtfyMessage;
  return [click, attach, ...actions.map(({ url }) => url)].filter((link) => link !== undefined);
}

/** Lists the texts that a reader sees of a message in ntfy. */
export function seenOf(body: string): readonly string[] {
  const { title, message, tags = [], actions = [] } = JSON.parse(body) as NtfyMessage;
  return [title, ...message.split('\n'), ...tags, ...actions.map(({ label }) => label)].filter(Boolean);
}

export const arbitraryOptions = fc.record(
  {
    token: fc.constant('tk_AgQdq7mVBoFD37zQVN29RhuMzNIz2'),
    failurePriority: fc.integer({ min: 1, max: 5 }),
    tags: fc.constantFrom('warning', 'a, b,c', 'render_farm'),
    icon: fc.constant('https://cdn.example.com/icon.png'),
    replace: fc.boolean(),
  },
  { requiredKeys: [] },
);

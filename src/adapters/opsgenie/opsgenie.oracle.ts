import * as fc from 'fast-check';
import { brokenTexts, textsOf } from '../../../test/support/message-texts.ts';
import type { OpsgenieAlert, OpsgenieChange } from './opsgenie-message.js';

type Body = Partial<OpsgenieAlert & OpsgenieChange>;

const ADDRESS = /https?:\/\/\S+/gi;

/** Checks a request beyond its schema: the sum of the details, texts that are broken or that pages read as HTML. */
export function faultsOf(body: string): object {
  const { message = '', description = '', note = '', details = {} } = JSON.parse(body) as Body;
  const size = Object.entries(details).reduce((sum, [label, text]) => sum + label.length + text.length, 0);
  const texts = textsOf(JSON.parse(body)).map(([, text]) => text);
  return {
    broken: brokenTexts([...texts, ...Object.keys(details)]),
    details: size > 8000,
    brokenMessage: /[\n\r]/.test(message),
    markup: [message, note, description.replace(ADDRESS, '')].filter((text) =>
      /<[a-z!/?]|&(#|[a-z])/i.test(text),
    ),
  };
}

/** Lists the addresses that an alert leads to: apps make links of those in its texts. */
export function linksOf(body: string): readonly string[] {
  const { message = '', description = '', note = '', details = {} } = JSON.parse(body) as Body;
  return [message, description, note, ...Object.values(details)].flatMap((text) => text.match(ADDRESS) ?? []);
}

/** Lists the texts that a reader sees of an alert, or of what was done to it. */
export function seenOf(body: string): readonly string[] {
  const {
    message,
    description = '',
    priority = '',
    tags = [],
    details = {},
    note,
  } = JSON.parse(body) as Body;
  if (message === undefined) return [note ?? ''];
  return [message, priority, ...description.split('\n'), ...tags, ...Object.entries(details).flat()].filter(
    Boolean,
  );
}

const patterns = fc.constantFrom('*', 'job.*', 'job.failed, job.timeout', 'webhook.*');

export const arbitraryOptions = fc.record(
  {
    apiKey: fc.constant('0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9'),
    priority: fc.constantFrom('P1', 'P5'),
    team: fc.constantFrom('Video <ops>'),
    responders: fc.constantFrom(
      'team:Video <ops>',
      'user:ann@example.com, escalation:Nights:2',
      'schedule:4513b7ea-3b91-438f-b7e4-e3e54af9147c',
    ),
    tags: fc.constantFrom('render', 'a, b,c', 'job.failed'),
    trigger: patterns,
    acknowledge: patterns,
    resolve: patterns,
  },
  { requiredKeys: ['apiKey'] },
);

import * as fc from 'fast-check';
import { brokenTexts, textsOf } from '../../../test/support/message-texts.ts';
import type { PagerDutyEvent } from './pagerduty-message.js';

/** Checks an event for PagerDuty beyond its schema: its size, texts that are broken, labels that nobody sees. */
export function faultsOf(body: string): object {
  const event = JSON.parse(body) as PagerDutyEvent;
  const labels = Object.keys(event.payload?.custom_details ?? {});
  return {
    broken: brokenTexts([...textsOf(event).map(([, text]) => text), ...labels]),
    tooLarge: new TextEncoder().encode(body).length > 512_000,
    blankLabels: labels.filter((label) => label.trim() === ''),
    // The first line of an alert is read on phones: a line break ends it there.
    brokenSummary: /[\n\r]/.test(event.payload?.summary ?? ''),
  };
}

/** Lists the addresses that an alert leads to. */
export function linksOf(body: string): readonly string[] {
  const { client_url: page, links = [], images = [], payload } = JSON.parse(body) as PagerDutyEvent;
  // Apps make links of the addresses in texts.
  const inTexts = [payload?.summary ?? '', ...Object.values(payload?.custom_details ?? {})].flatMap(
    (text) => text.match(/https?:\/\/\S+/gi) ?? [],
  );
  return [
    ...inTexts,
    ...(page === undefined ? [] : [page]),
    ...links.map(({ href }) => href),
    ...images.map(({ src }) => src),
  ];
}

/** Lists the texts that a reader sees of an alert in PagerDuty. */
export function seenOf(body: string): readonly string[] {
  const { payload, links = [], dedup_key: key } = JSON.parse(body) as PagerDutyEvent;
  if (!payload) return [key];
  const { summary, severity, source, custom_details: details } = payload;
  return [summary, severity, source, ...Object.entries(details).flat(), ...links.map(({ text }) => text)];
}

const patterns = fc.constantFrom('*', 'job.*', 'job.failed, job.timeout', 'webhook.*');

export const arbitraryOptions = fc.record(
  {
    routingKey: fc.constant('R0123456789abcdef0123456789abcde'),
    severity: fc.constantFrom('critical', 'info'),
    trigger: patterns,
    acknowledge: patterns,
    resolve: patterns,
    component: fc.constantFrom('render', '<b>'),
    group: fc.constantFrom('production'),
  },
  { requiredKeys: ['routingKey'] },
);

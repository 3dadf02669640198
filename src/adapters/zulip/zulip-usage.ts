import { usages, type Usage } from '../message-usage.js';
import { pointsIn, ZULIP_LIMITS } from './zulip-message.js';

/** Measures how much of Zulip's limits a message takes. */
export function zulipUsage(body: string): Usage[] {
  const form = new URLSearchParams(body);
  const content = form.get('content') ?? '';
  const addresses = [...content.matchAll(/\]\((https?:[^\s)]*)\)/g)];
  return usages(ZULIP_LIMITS, {
    content: [pointsIn(content)],
    topic: [pointsIn(form.get('topic') ?? '')],
    url: addresses.map(([, url = '']) => url.length),
  });
}

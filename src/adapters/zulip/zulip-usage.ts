import { usages, type Usage } from '../message-usage.js';
import { pointsIn, ZULIP_LIMITS } from './zulip-message.js';

/** Measures how much of Zulip's limits a message takes. */
export function zulipUsage(body: string): Usage[] {
  const form = new URLSearchParams(body);
  return usages(ZULIP_LIMITS, {
    content: [pointsIn(form.get('content') ?? '')],
    topic: [pointsIn(form.get('topic') ?? '')],
  });
}

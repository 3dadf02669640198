import { bytesOf } from '../fit.js';
import { usages, type Usage } from '../message-usage.js';
import { NTFY_LIMITS, type NtfyMessage } from './ntfy-message.js';

/** Measures how much of ntfy's limits a message takes. */
export function ntfyUsage(body: string): Usage[] {
  const { message, title, actions = [], click = '', attach = '' } = JSON.parse(body) as NtfyMessage;
  return usages(NTFY_LIMITS, {
    bytes: [bytesOf(message)],
    title: [title.length],
    actions: [actions.length],
    label: actions.map(({ label }) => label.length),
    url: [click, attach, ...actions.map(({ url }) => url)].map((url) => url.length),
  });
}

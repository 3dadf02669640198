import { usages, type Usage } from '../message-usage.js';
import { GOTIFY_LIMITS, type GotifyMessage } from './gotify-message.js';

/** Measures how much of the limits a message takes. */
export function gotifyUsage(body: string): Usage[] {
  const { message, title, extras } = JSON.parse(body) as GotifyMessage;
  const { click, bigImageUrl = '' } = extras['client::notification'] ?? {};
  return usages(GOTIFY_LIMITS, {
    message: [message.length],
    title: [title.length],
    url: [click?.url.length ?? 0, bigImageUrl.length],
  });
}

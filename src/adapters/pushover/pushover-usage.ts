import { lengthOf, usages, type Usage } from '../message-usage.js';
import { PUSHOVER_LIMITS, type PushoverMessage } from './pushover-message.js';

/** Measures how much of Pushover's limits a message takes. */
export function pushoverUsage(body: string): Usage[] {
  const { message, title, url, url_title: urlTitle } = JSON.parse(body) as PushoverMessage;
  return usages(PUSHOVER_LIMITS, {
    message: [message.length],
    title: [title.length],
    url: [lengthOf(url)],
    urlTitle: [lengthOf(urlTitle)],
  });
}

import { bytesOf } from '../fit.js';
import { usages, type Usage } from '../message-usage.js';
import { WEBEX_LIMITS, type WebexContent } from './webex-message.js';

/** Measures how much of the limits of Webex a message takes. */
export function webexUsage(body: string): Usage[] {
  const { markdown, text } = JSON.parse(body) as WebexContent;
  const addresses = [...markdown.matchAll(/\]\(([^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)/g)];
  return usages(WEBEX_LIMITS, {
    markdown: [bytesOf(markdown)],
    text: [bytesOf(text)],
    url: addresses.map(([, url = '']) => url.length),
  });
}

import { lengthOf, usages, type Usage } from '../message-usage.js';
import { ROCKETCHAT_LIMITS, type RocketChatMessage } from './rocketchat-message.js';

/** Measures how much of Rocket.Chat's limits a message takes. */
export function rocketChatUsage(body: string): Usage[] {
  const { text, attachments } = JSON.parse(body) as RocketChatMessage;
  const [{ fields = [], thumb_url: thumbnail }] = attachments;
  return usages(ROCKETCHAT_LIMITS, {
    text: [text.length],
    attachment: [JSON.stringify(attachments).length],
    fields: [fields.length],
    url: [lengthOf(thumbnail)],
  });
}

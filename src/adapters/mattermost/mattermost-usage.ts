import { lengthOf, usages, type Usage } from '../message-usage.js';
import { MATTERMOST_LIMITS, type MattermostMessage } from './mattermost-message.js';

/** Measures how much of Mattermost's limits a message takes. */
export function mattermostUsage(body: string): Usage[] {
  const { text, attachments } = JSON.parse(body) as MattermostMessage;
  const [{ footer, fields = [], thumb_url: thumbnail, actions = [] }] = attachments;
  return usages(MATTERMOST_LIMITS, {
    text: [text.length],
    attachment: [JSON.stringify(attachments).length],
    footer: [lengthOf(footer)],
    fields: [fields.length],
    url: [lengthOf(thumbnail)],
    button: actions.map(({ name }) => name.length),
  });
}

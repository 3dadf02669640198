import { jsonBytesOf } from '../fit.js';
import { usages, type Usage } from '../message-usage.js';
import { GOOGLE_CHAT_LIMITS, type GoogleChatMessage } from './google-chat-message.js';

/** Measures how much of Google Chat's limits a message takes. */
export function googleChatUsage(body: string): Usage[] {
  const message = JSON.parse(body) as GoogleChatMessage;
  const widgets = message.cardsV2[0].card.sections.flatMap((section) => section.widgets);
  const buttons = widgets.flatMap((widget) => ('buttonList' in widget ? widget.buttonList.buttons : []));
  return usages(GOOGLE_CHAT_LIMITS, {
    bytes: [jsonBytesOf(message)],
    widgets: [widgets.length],
    buttons: [buttons.length],
    label: buttons.map(({ text }) => text.length),
    url: buttons.map(({ onClick }) => onClick.openLink.url.length),
  });
}

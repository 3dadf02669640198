import { usages, type Usage } from '../message-usage.js';
import { shownLength } from './telegram-html.js';
import { TELEGRAM_LIMITS, type TelegramMessage } from './telegram-message.js';

/** Measures how much of Telegram's limits a message takes. */
export function telegramUsage(body: string): Usage[] {
  const { text, reply_markup: markup } = JSON.parse(body) as TelegramMessage;
  const buttons = markup?.inline_keyboard.flat() ?? [];
  return usages(TELEGRAM_LIMITS, {
    text: [shownLength(text)],
    markup: [text.length],
    // Text has no `<` of its own.
    entities: [text.match(/<(?!\/)/g)?.length ?? 0],
    buttons: [buttons.length],
    buttonText: buttons.map((button) => button.text.length),
    callbackData: buttons.map((button) => ('callback_data' in button ? button.callback_data.length : 0)),
    url: buttons.map((button) => ('url' in button ? button.url.length : 0)),
  });
}

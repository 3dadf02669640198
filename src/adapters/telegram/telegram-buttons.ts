import type { HeardButtons } from '../presses.js';
import { buttonRights } from '../native-buttons.js';
import type { TelegramOptions } from './telegram-options.js';
import { methodUrl } from './telegram-url.js';

/** The buttons of a bot, of whose presses `getUpdates` tells. */
export const TELEGRAM_BUTTONS: HeardButtons<TelegramOptions> = {
  by: 'long-polling',
  rights: buttonRights,
  source: (url, options) => {
    const base = methodUrl(url, '', options);
    return { base, token: /\/bot([^/]+)\/$/.exec(base)?.[1] ?? '' };
  },
  isChatOf: ({ chatId = '' }, { id, name }) =>
    chatId.startsWith('@')
      ? name !== null && chatId.slice(1).toLowerCase() === name.toLowerCase()
      : chatId === id,
};

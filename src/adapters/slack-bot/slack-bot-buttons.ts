import type { HeardButtons } from '../presses.js';
import { buttonRights } from '../native-buttons.js';
import type { SlackBotOptions } from './slack-bot-options.js';
import { methodUrl } from './slack-bot-url.js';

/** The buttons of an app, of whose presses Socket Mode tells. */
export const SLACK_BOT_BUTTONS: HeardButtons<SlackBotOptions> = {
  by: 'socket-mode',
  rights: buttonRights,
  source: (url, { appToken = '' }) => ({ base: methodUrl(url, ''), token: appToken }),
  isChatOf: ({ channel }, { id }) => channel === id,
};

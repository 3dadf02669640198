import type { GatewayEvent } from '../../modules/model/event.js';
import type { About, Adapter, FormattedRequest, Target } from '../adapter.js';
import { jsonBody } from '../bodies.js';
import { bannerOfText } from '../notification/banner.js';
import { notificationOf, toldOf, type Notification } from '../notification/notification.js';
import { TELEGRAM_BUTTONS } from './telegram-buttons.js';
import { TELEGRAM_EXPLANATIONS } from './telegram-explanations.js';
import { judgeTelegram } from './telegram-judge.js';
import {
  MENTION,
  TELEGRAM_LIMITS,
  TELEGRAM_ROW,
  telegramAnnouncement,
  telegramEdit,
  telegramMessage,
  telegramReply,
  type TelegramMessage,
} from './telegram-message.js';
import { TelegramOptions } from './telegram-options.js';
import {
  acceptTelegram,
  detectTelegram,
  maskTelegram,
  methodUrl,
  optionsOfUrl,
  telegramConflicts,
  TELEGRAM_LOOK_ALIKES,
} from './telegram-url.js';
import { telegramUsage } from './telegram-usage.js';

const about: About = {
  label: 'Telegram',
  icon: 'M21 4 3 11.2l5.4 2L18 7l-7.2 7.6v5l3.2-3.6 3.8 2.8L21 4Z',
  hint: 'Telegram chat: a bot, api.telegram.org/bot<token>/sendMessage',
  findUrl:
    'Ask @BotFather in Telegram for a bot and its token, add the bot to the chat, and write https://api.telegram.org/bot<token>/sendMessage?chat_id=<chat>; the id of the chat stands in the answer of /getUpdates.',
  urls: ['https://api.telegram.org/bot<token>/sendMessage?chat_id=<chat>'],
  promises: [
    'Receives a message with buttons: which job, what happened, why, and where to go next; long texts are shortened to Telegram’s limits.',
    'The events of a job become one message that is edited live; a failure is announced by a short answer to it, because edits notify nobody.',
    'Mentions and addresses in your data are shown as text; nobody is pinged but the one you name for failures.',
    'If the bot is removed from the chat, the endpoint is disabled; queued messages are kept.',
  ],
};

/** Adapter of bots of Telegram, at its own host and at Bot API servers of one's own. */
export const telegram: Adapter<TelegramOptions> = {
  type: 'telegram',
  about,
  version: 7,
  signed: false,
  fallback: false,
  presents: 'message',
  mentions: {
    pattern: MENTION,
    accepted: '@username, or tg://user?id=123456789 for a member without a name',
  },
  conversations: {
    modes: ['live', 'thread'],
    default: 'live',
    example: { chat_id: '-1001234567890', message_id: '123' },
  },
  detect: detectTelegram,
  accept: acceptTelegram,
  mask: maskTelegram,
  lookAlikes: TELEGRAM_LOOK_ALIKES,
  Options: TelegramOptions,
  fromUrl: optionsOfUrl,
  conflicts: telegramConflicts,
  secretOptions: ['token'],
  limits: TELEGRAM_LIMITS,
  needsBody: true,
  rateLimits: [
    { max: 1, windowMs: 1000 },
    { max: 20, windowMs: 60_000 },
  ],
  ordering: 'job',
  format,
  buttons: TELEGRAM_BUTTONS,
  judge: judgeTelegram,
  explanations: TELEGRAM_EXPLANATIONS,
  usage: telegramUsage,
};

function format(event: GatewayEvent, target: Target<TelegramOptions>): FormattedRequest {
  const { url, options, conversation } = target;
  const notification = notificationOf(event, target, TELEGRAM_ROW);
  const isEdit = conversation?.as === 'edit';
  return {
    method: 'POST',
    url: methodUrl(url, isEdit ? 'editMessageText' : 'sendMessage', options),
    ...jsonBody(messageOf(event, notification, target)),
    ...toldOf(notification, bannerOfText(notification, conversation?.as)),
  };
}

/** A message of its own, an edit of the job's message, or an answer to it. */
function messageOf(
  event: GatewayEvent,
  notification: Notification,
  { options: own, conversation, message: { zone } }: Target<TelegramOptions>,
): TelegramMessage {
  const options = { ...own, zone };
  if (!conversation) return telegramMessage(notification, options, event);
  const { as, ref } = conversation;
  if (as === 'edit') return telegramEdit(notification, options, event, ref);
  const build = as === 'announce' ? telegramAnnouncement : telegramMessage;
  return telegramReply(build(notification, options, event), ref);
}

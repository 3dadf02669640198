import { REPORT_DELIVERY, type Explained } from '../adapter.js';

const THEN_ENABLE = 'then enable the endpoint.';

/** Explanations of Telegram's refusals for people. */
export const TELEGRAM_EXPLANATIONS: Readonly<Record<string, Explained>> = {
  telegram_chat_not_found: [
    'Telegram does not know the chat, or the bot has never been in it.',
    `Add the bot to the chat, or correct chat_id, ${THEN_ENABLE}`,
  ],
  telegram_chat_upgraded: [
    'The group has become a supergroup and has a new id.',
    `Set chat_id to the new id that the message names, ${THEN_ENABLE}`,
  ],
  telegram_topic_not_found: [
    'The topic of the forum is closed or deleted.',
    'Open the topic again, or set thread_id to another one.',
  ],
  telegram_no_rights: [
    'The bot may not write to this chat.',
    'Give the bot the right to send messages; in a channel it must be an administrator.',
  ],
  telegram_message_gone: [
    'The Telegram message of this job was deleted.',
    'Nothing needs to be done: the end of the job gets a message of its own.',
  ],
  telegram_message_closed: [
    'Telegram takes no more edits of this old message.',
    'Nothing needs to be done: the end of the job gets a message of its own.',
  ],
  telegram_bad_request: ['Telegram refuses the message.', REPORT_DELIVERY],
  telegram_token_refused: [
    'Telegram does not accept the token of the bot.',
    `Ask @BotFather for the token, replace it in the URL or the options, ${THEN_ENABLE}`,
  ],
  telegram_bot_removed: [
    'The bot has been removed from the chat or blocked, or the chat is gone.',
    `Add the bot to the chat again, ${THEN_ENABLE}`,
  ],
};

import { REPORT_DELIVERY, type Explained } from '../adapter.js';

/** Explanations of the refusals of Webex for people. */
export const WEBEX_EXPLANATIONS: Readonly<Record<string, Explained>> = {
  webex_token_refused: [
    'Webex does not accept the token: it is cut off, or the bot was deleted or has a new one.',
    'Regenerate the token of the bot at developer.webex.com, replace the option token, then enable the endpoint.',
  ],
  webex_room_not_found: [
    'The space was deleted, or the bot is not in it.',
    'Add the bot to the space, or correct the option room_id; then enable the endpoint.',
  ],
  webex_not_found: [
    'Webex knows no such message, person or address: the message of this job was deleted, or the option person names nobody.',
    'Of a deleted message the end of the job gets a new one; else correct the option, then redeliver.',
  ],
  webex_message_closed: [
    'Webex takes no more edits of this message: ten are allowed.',
    'Nothing needs to be done: the end of the job gets a message of its own.',
  ],
  webex_not_allowed: [
    'The bot may not post to this space, or may not mention everybody there.',
    'Give the bot the right to post, or remove the mention; then redeliver.',
  ],
  webex_bad_request: ['Webex refuses the message.', REPORT_DELIVERY],
};

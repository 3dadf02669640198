import { REPORT_DELIVERY, type Explained } from '../adapter.js';

/** Explanations of Zulip's refusals for people. */
export const ZULIP_EXPLANATIONS: Readonly<Record<string, Explained>> = {
  zulip_key_refused: [
    'Zulip does not accept the bot or its API key, or the bot or its organisation is deactivated.',
    'Copy address and API key of the bot again under Settings, Bots, then enable the endpoint.',
  ],
  zulip_channel_not_found: [
    'Zulip knows no such channel, or the bot may not see it.',
    'Correct the option channel, or subscribe the bot to the channel; then redeliver.',
  ],
  zulip_not_allowed: [
    'The bot may not post to this channel, or may not mention everybody there.',
    'Give the bot the right to post, or remove the mention; then redeliver.',
  ],
  zulip_message_gone: [
    'The Zulip message of this job was deleted.',
    'Nothing needs to be done: the end of the job gets a message of its own.',
  ],
  zulip_message_closed: [
    'Zulip takes no more edits of this message.',
    'Nothing needs to be done: the end of the job gets a message of its own.',
  ],
  zulip_not_found: [
    'The server knows no such address: the URL may not be that of a Zulip server.',
    'Set the URL to the address of the organisation’s web page.',
  ],
  zulip_bad_request: ['Zulip refuses the message.', REPORT_DELIVERY],
};

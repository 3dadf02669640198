import { LATER_RETRY, REPORT_DELIVERY, type Explained } from '../adapter.js';

const NEW_TOKEN =
  'Install the app in the workspace again, and set the option token to its bot token (xoxb-…), then enable the endpoint.';
const ASK = 'Ask an administrator of the workspace.';
const POSTED_ANEW = 'Nothing needs to be done: the end of the job gets a message of its own.';
const PAUSES = 'Nothing needs to be done: the endpoint pauses and then goes on.';
const RETRIES = `${LATER_RETRY}.`;

/** Explanations of the error codes of Slack's Web API for people, as far as the incoming webhooks have no other meaning for them. */
export const SLACK_BOT_EXPLANATIONS: Readonly<Record<string, Explained>> = {
  slack_invalid_auth: ['Slack does not know the token of this bot.', NEW_TOKEN],
  slack_token_revoked: ['The token of this bot was revoked, or has expired.', NEW_TOKEN],
  slack_account_inactive: ['The app was removed from the workspace, or its account is inactive.', NEW_TOKEN],
  slack_no_permission: ['The workspace does not let this bot post.', ASK],
  slack_missing_scope: [
    'The app lacks a permission that the request needs.',
    'Add the scope that the message names (chat:write) under OAuth & Permissions, install the app again, then enable the endpoint.',
  ],
  slack_channel_not_found: [
    'The channel does not exist, or the bot may not see it.',
    'Check the option channel; invite the bot to a private channel with /invite, then enable the endpoint.',
  ],
  slack_is_archived: [
    'The Slack channel is archived.',
    'Unarchive the channel or choose another one, then enable the endpoint.',
  ],
  slack_not_in_channel: [
    'The bot is no member of the channel.',
    'Invite the bot with /invite, or give the app the scope chat:write.public.',
  ],
  slack_restricted: ['The channel or the workspace does not let this bot post there.', ASK],
  slack_refused: ['Slack refuses the message.', REPORT_DELIVERY],
  slack_rate_limited: ['Slack limits the rate of messages.', PAUSES],
  slack_failed: ['Slack failed while it processed the message.', RETRIES],
  slack_message_gone: ['The Slack message of this job was deleted.', POSTED_ANEW],
  slack_message_closed: ['Slack takes no more edits of this message.', POSTED_ANEW],
};

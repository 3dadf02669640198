import { LATER_RETRY, REPORT_DELIVERY, type Explained } from '../adapter.js';

const NEW_WEBHOOK =
  'Create a new incoming webhook in Slack and replace the URL of this endpoint, then enable it.';

/** Explanations of Slack's own error codes for people. */
export const SLACK_EXPLANATIONS: Readonly<Record<string, Explained>> = {
  no_service: ['Slack has removed or disabled this webhook.', NEW_WEBHOOK],
  no_team: ['The Slack workspace of this webhook does not exist any more.', NEW_WEBHOOK],
  invalid_token: [
    'Slack does not know the token of this webhook.',
    `The URL may be cut off or revoked. ${NEW_WEBHOOK}`,
  ],
  channel_is_archived: [
    'The Slack channel is archived.',
    'Unarchive the channel or create a webhook for another one, then enable the endpoint.',
  ],
  channel_not_found: [
    'The Slack channel does not exist any more, or the app may not see it.',
    'Check the channel, or create a webhook for another one.',
  ],
  action_prohibited: [
    'An administrator of the Slack workspace does not allow this webhook to post.',
    'Ask an administrator of the workspace, or choose another channel.',
  ],
  posting_to_general_channel_denied: [
    'The workspace does not let apps post to this channel.',
    'Choose another channel, or change the permissions of the channel.',
  ],
  user_not_found: [
    'The Slack user that the webhook writes to does not exist.',
    'Create a webhook for a channel.',
  ],
  invalid_payload: ['Slack could not read the message.', REPORT_DELIVERY],
  invalid_blocks: ['Slack refuses the layout of the message.', REPORT_DELIVERY],
  no_text: ['Slack found no text in the message.', REPORT_DELIVERY],
  rate_limited: [
    'Slack limits the rate of messages.',
    'Nothing needs to be done: the endpoint pauses and then goes on.',
  ],
  rollup_error: ['Slack failed while it processed the message.', `${LATER_RETRY}.`],
};

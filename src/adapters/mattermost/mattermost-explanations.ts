import { REPORT_DELIVERY, type Explained } from '../adapter.js';

const THEN_ENABLE = 'then enable the endpoint.';

/** Explanations of Mattermost's refusals for people. */
export const MATTERMOST_EXPLANATIONS: Readonly<Record<string, Explained>> = {
  mattermost_hook_not_found: [
    'Mattermost does not know the webhook: it has been deleted.',
    `Make a new incoming webhook, replace the URL, ${THEN_ENABLE}`,
  ],
  mattermost_owner_gone: [
    'The person who made the webhook cannot post any more.',
    `Let somebody else make a new incoming webhook, replace the URL, ${THEN_ENABLE}`,
  ],
  mattermost_user_not_found: [
    'Mattermost does not know the user that the option channel names.',
    'Correct the option channel, then redeliver.',
  ],
  mattermost_channel_not_found: [
    'The channel has been archived or deleted, or the option channel names one that does not exist.',
    `Correct the option channel or make a new webhook, ${THEN_ENABLE}`,
  ],
  mattermost_not_allowed: [
    'The webhook may not post to this channel: it is locked to its own, or its owner has no access.',
    'Remove the option channel, or let somebody with access make the webhook; then redeliver.',
  ],
  mattermost_webhooks_disabled: [
    'Incoming webhooks are turned off on the Mattermost server.',
    'Let an administrator turn them on in the System Console, under Integration Management; the gateway keeps trying.',
  ],
  mattermost_not_found: [
    'The server knows no such address: the folder in the URL may be wrong.',
    'Copy the URL of the incoming webhook again.',
  ],
  mattermost_bad_request: ['Mattermost refuses the message.', REPORT_DELIVERY],
};

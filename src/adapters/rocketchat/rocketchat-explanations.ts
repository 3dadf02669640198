import { REPORT_DELIVERY, type Explained } from '../adapter.js';

/** Explanations of Rocket.Chat's refusals for people. */
export const ROCKETCHAT_EXPLANATIONS: Readonly<Record<string, Explained>> = {
  rocketchat_hook_not_found: [
    'Rocket.Chat does not know the integration or its token.',
    'Copy the webhook URL of the integration again, or make a new one; then enable the endpoint.',
  ],
  rocketchat_integration_off: [
    'The integration is switched off in Rocket.Chat.',
    'Let an administrator enable it under Workspace, Integrations; the gateway keeps trying.',
  ],
  rocketchat_channel_refused: [
    'The integration may not post to this channel, or the channel does not exist.',
    'Remove the option channel, or allow the integration to override its channel; then redeliver.',
  ],
  rocketchat_script_failed: [
    'The script of the integration in Rocket.Chat failed.',
    'Correct or turn off the script of the integration, then redeliver.',
  ],
  rocketchat_bad_request: ['Rocket.Chat refuses the message.', REPORT_DELIVERY],
};

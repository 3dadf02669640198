import { REPORT_DELIVERY, type Explained } from '../adapter.js';

/** Explanations of Pushover's refusals for people. */
export const PUSHOVER_EXPLANATIONS: Readonly<Record<string, Explained>> = {
  pushover_token_refused: [
    'Pushover does not accept the token of the application.',
    'Copy the token from the page of the application in Pushover, then enable the endpoint.',
  ],
  pushover_user_refused: [
    'Pushover knows no such user, group or device, or the user has no active device.',
    'Correct the options user and device, then enable the endpoint.',
  ],
  pushover_quota: [
    'The messages that Pushover allows the application for a month are used up.',
    'Send fewer event types to this endpoint, or buy more messages in Pushover; until then deliveries are on hold.',
  ],
  pushover_bad_request: ['Pushover refuses the message.', REPORT_DELIVERY],
};

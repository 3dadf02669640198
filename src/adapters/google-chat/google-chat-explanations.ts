import { REPORT_DELIVERY, type Explained } from '../adapter.js';

/** Explanations of Google Chat's refusals for people. */
export const GOOGLE_CHAT_EXPLANATIONS: Readonly<Record<string, Explained>> = {
  google_chat_refused: [
    'Google Chat does not accept the key or the token of the webhook, or webhooks are turned off for the organisation.',
    'Make a new webhook in the space, replace the URL, then enable the endpoint.',
  ],
  google_chat_not_found: [
    'The webhook or its space has been deleted.',
    'Make a new webhook in the space, replace the URL, then enable the endpoint.',
  ],
  google_chat_bad_request: ['Google Chat refuses the message.', REPORT_DELIVERY],
};

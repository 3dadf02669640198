import { REPORT_DELIVERY, type Explained } from '../adapter.js';

/** Explanations of Gotify's refusals for people. */
export const GOTIFY_EXPLANATIONS: Readonly<Record<string, Explained>> = {
  gotify_token_refused: [
    'Gotify does not accept the token: its application is deleted, or the token is that of a client.',
    'Make an application in Gotify, set its token, then enable the endpoint.',
  ],
  gotify_not_found: [
    'The server knows no such address: the folder in the URL may be wrong.',
    'Set the URL to the address of the server’s web page.',
  ],
  gotify_bad_request: ['Gotify refuses the message.', REPORT_DELIVERY],
};

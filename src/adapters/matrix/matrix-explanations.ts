import { REPORT_DELIVERY, type Explained } from '../adapter.js';

/** Explanations of the refusals of Matrix homeservers for people. */
export const MATRIX_EXPLANATIONS: Readonly<Record<string, Explained>> = {
  matrix_token_refused: [
    'The homeserver does not accept the access token: it has ended, or its user is locked, suspended or deactivated.',
    'Sign the user in again, set the new token, then enable the endpoint.',
  ],
  matrix_not_allowed: [
    'The user of the token is not in the room, or may not write there.',
    'Invite the user, let it join and give it the right to write, then enable the endpoint.',
  ],
  matrix_not_found: [
    'The homeserver knows no such address: the URL may be that of a web page or of the domain, and not of the homeserver.',
    'Set the URL to the homeserver that https://<domain>/.well-known/matrix/client names, then redeliver.',
  ],
  matrix_bad_request: ['The homeserver refuses the message.', REPORT_DELIVERY],
};

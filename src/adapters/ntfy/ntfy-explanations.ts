import { REPORT_DELIVERY, type Explained } from '../adapter.js';

/** Explanations of ntfy's refusals for people. */
export const NTFY_EXPLANATIONS: Readonly<Record<string, Explained>> = {
  ntfy_unauthorized: [
    'The server does not accept the token or the password.',
    'Make a new access token in ntfy, set it as the option token, then enable the endpoint.',
  ],
  ntfy_forbidden: [
    'The user may not write to this topic, or the topic is reserved by somebody else.',
    'Give the user the right to write to the topic, or choose another topic, then enable the endpoint.',
  ],
  ntfy_not_found: [
    'The server knows no such address: the part of the URL before the topic may be wrong.',
    'Correct the URL of the endpoint.',
  ],
  ntfy_bad_topic: [
    'The server does not take the name of the topic.',
    'Choose a topic of letters, digits, _ and - that is no page of ntfy.',
  ],
  ntfy_bad_request: ['The server refuses the message.', REPORT_DELIVERY],
  ntfy_too_large: ['The server finds the message too large.', REPORT_DELIVERY],
  ntfy_daily_quota: [
    'The messages that ntfy allows for a day are used up; ntfy counts anew at midnight UTC.',
    'Send fewer event types to this endpoint, sign in with an account of a higher quota, or run a server of your own.',
  ],
};

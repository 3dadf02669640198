import { REPORT_DELIVERY, type Explained } from '../adapter.js';

/** Explanations of refusals of the Alert API for people. */
export const OPSGENIE_EXPLANATIONS: Readonly<Record<string, Explained>> = {
  opsgenie_key_refused: [
    'The Alert API does not accept the key of the integration, or the key belongs to another region.',
    'Copy the key of an API integration that may create and update alerts into the option api_key, check the host of the URL (EU accounts of Opsgenie have api.eu.opsgenie.com), then enable the endpoint.',
  ],
  opsgenie_bad_alert: ['The Alert API refuses the alert.', REPORT_DELIVERY],
};

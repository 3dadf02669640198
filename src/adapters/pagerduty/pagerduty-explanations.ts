import { REPORT_DELIVERY, type Explained } from '../adapter.js';

/** Explanations of PagerDuty's refusals for people. */
export const PAGERDUTY_EXPLANATIONS: Readonly<Record<string, Explained>> = {
  pagerduty_key_refused: [
    'PagerDuty does not accept the integration key.',
    'Copy the integration key of an integration "Events API V2" into the option routing_key, then enable the endpoint.',
  ],
  pagerduty_bad_event: ['PagerDuty refuses the event.', REPORT_DELIVERY],
};

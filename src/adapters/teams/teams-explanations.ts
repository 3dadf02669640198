import { REPORT_DELIVERY, type Explained } from '../adapter.js';

/** Explanations of refusals of a Workflow for people. */
export const TEAMS_EXPLANATIONS: Readonly<Record<string, Explained>> = {
  teams_flow_not_found: [
    'The Workflow of this URL does not exist any more, or the URL is changed.',
    'Make a Workflow in Teams again, replace the URL of this endpoint, then enable it.',
  ],
  teams_flow_off: [
    'The Workflow is turned off.',
    'Turn it on in Power Automate; the endpoint pauses and then goes on by itself.',
  ],
  teams_not_open: [
    'The Workflow does not let the gateway in.',
    'Set “Who can trigger the flow” to “Anyone”, copy the URL again, and replace the URL of this endpoint.',
  ],
  teams_too_large: ['The message is too large for Microsoft Teams.', REPORT_DELIVERY],
  teams_bad_request: [
    'The Workflow refuses the message.',
    'Check that its trigger is “When a Teams webhook request is received”, as the template makes it.',
  ],
};

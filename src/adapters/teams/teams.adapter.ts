import type { GatewayEvent } from '../../modules/model/event.js';
import type { About, Adapter, FormattedRequest, Target } from '../adapter.js';
import { NoOptions } from '../no-options.js';
import { notificationOf, toldOf } from '../notification/notification.js';
import { rowWithin } from '../notification/placed-actions.js';
import { TEAMS_EXPLANATIONS } from './teams-explanations.js';
import { judgeTeams } from './teams-judge.js';
import { TEAMS_LIMITS, teamsMessage } from './teams-message.js';
import { acceptTeams, detectTeams, maskTeams, TEAMS_LOOK_ALIKES } from './teams-url.js';
import { teamsUsage } from './teams-usage.js';

const about: About = {
  label: 'Microsoft Teams',
  icon: 'M4 7h9v10H4zM6.5 10h4M8.5 10v5M13 10h6v5.5a3 3 0 0 1-6 0M16 7.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  hint: 'Microsoft Teams channel or chat: the URL of a Workflow',
  findUrl:
    'In Teams, open the menu of the channel, choose Workflows and “Post to a channel when a webhook request is received”, and copy the URL that it shows.',
  urls: [
    'https://<environment>.environment.api.powerplatform.com/powerautomate/automations/direct/workflows/<id>/triggers/manual/paths/invoke?…&sig=…',
  ],
  promises: [
    'Receives an Adaptive Card: which job, what happened, why, and where to go next; long texts are shortened to the limits of Teams.',
    'Mentions and Markdown in your data are shown as text; nobody is pinged.',
    'Teams does not tell whether a card that the Workflow has taken is shown: delivered means taken.',
  ],
};

/** Adapter of Workflows of Microsoft Teams, and of services that take the same messages. */
export const teams: Adapter<NoOptions> = {
  type: 'teams',
  about,
  version: 7,
  signed: false,
  fallback: false,
  presents: 'message',
  detect: detectTeams,
  accept: acceptTeams,
  mask: maskTeams,
  lookAlikes: TEAMS_LOOK_ALIKES,
  Options: NoOptions,
  secretOptions: [],
  limits: TEAMS_LIMITS,
  needsBody: true,
  rateLimits: [
    { max: 1, windowMs: 1000 },
    { max: 60, windowMs: 60_000 },
  ],
  ordering: 'job',
  format,
  judge: judgeTeams,
  explanations: TEAMS_EXPLANATIONS,
  usage: teamsUsage,
};

/** Teams says of a card that one was sent, and nothing of what is in it. */
const BANNER = { title: null, text: 'Sent a card' } as const;

function format(event: GatewayEvent, target: Target<NoOptions>): FormattedRequest {
  const notification = notificationOf(event, target, rowWithin(1, TEAMS_LIMITS.url));
  return {
    method: 'POST',
    url: target.url,
    // Microsoft's documents ask for the charset, for the sake of emoji.
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: JSON.stringify(teamsMessage(notification, target.message.zone)),
    ...toldOf(notification, BANNER),
  };
}

import type { GatewayEvent } from '../../modules/model/event.js';
import type { About, Adapter, FormattedRequest, Target } from '../adapter.js';
import { SLACK_LIMITS, slackBanner, slackMessage } from '../block-kit/slack-message.js';
import { MENTION } from '../block-kit/slack-text.js';
import { slackUsage } from '../block-kit/slack-usage.js';
import { NoOptions } from '../no-options.js';
import { notificationOf, toldOf } from '../notification/notification.js';
import { rowWithin } from '../notification/placed-actions.js';
import { SLACK_EXPLANATIONS } from './slack-explanations.js';
import { judgeSlack } from './slack-judge.js';

import { acceptSlack, detectSlack, maskSlack, SLACK_LOOK_ALIKES } from './slack-url.js';

const about: About = {
  label: 'Slack',
  icon: 'M9.5 4 7.5 20M16.5 4 14.5 20M4.5 9.2h16M3.5 14.8h16',
  hint: 'Slack channel: an incoming webhook, hooks.slack.com/services/…',
  findUrl:
    'Open your app at api.slack.com/apps, turn on Incoming Webhooks, add one to the channel and copy its webhook URL.',
  urls: ['https://hooks.slack.com/services/…', 'https://hooks.slack-gov.com/services/…'],
  promises: [
    'Receives a Block Kit message: which job, what happened, why, and where to go next; long texts are shortened to Slack’s limits.',
    'Mentions in your data are shown as text; nobody is pinged but the one you name for failures.',
    'If the channel or app is removed in Slack, the endpoint is disabled; queued messages are kept.',
  ],
};

/** Adapter of Slack's incoming webhooks, and of services that take the same messages. */
export const slack: Adapter<NoOptions> = {
  type: 'slack',
  about,
  version: 10,
  signed: false,
  fallback: false,
  presents: 'message',
  mentions: {
    pattern: MENTION,
    accepted: '<!here>, <!channel>, <@U0123ABCD> for a member or <!subteam^S0123ABCD> for a user group',
  },
  detect: detectSlack,
  accept: acceptSlack,
  mask: maskSlack,
  lookAlikes: SLACK_LOOK_ALIKES,
  Options: NoOptions,
  secretOptions: [],
  limits: SLACK_LIMITS,
  needsBody: true,
  rateLimits: [{ max: 1, windowMs: 1000 }],
  ordering: 'job',
  format,
  judge: judgeSlack,
  explanations: SLACK_EXPLANATIONS,
  usage: slackUsage,
};

function format(event: GatewayEvent, target: Target<NoOptions>): FormattedRequest {
  const notification = notificationOf(event, target, rowWithin(1, SLACK_LIMITS.buttonUrl));
  return {
    method: 'POST',
    url: target.url,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(slackMessage(notification)),
    ...toldOf(notification, slackBanner(notification)),
  };
}

import type { Adapter } from '../adapter.js';
import { NoOptions } from '../no-options.js';
import { notificationOf } from '../notification.js';
import { SAMPLES } from '../samples.js';
import { judgeSlack } from './slack-judge.js';
import { SLACK_LIMITS, slackMessage } from './slack-message.js';
import { slackUsage } from './slack-usage.js';
import { acceptSlack, detectSlack } from './slack-url.js';

/** Slack incoming webhooks, and services that take the same messages. */
export const slack: Adapter<NoOptions> = {
  type: 'slack',
  label: 'Slack',
  signed: false,
  detect: detectSlack,
  accept: acceptSlack,
  Options: NoOptions,
  secretOptions: [],
  limits: SLACK_LIMITS,
  needsBody: true,
  rateLimits: [{ max: 1, windowMs: 1000 }],
  ordering: 'job',
  format: (event, target) => ({
    method: 'POST',
    url: target.url,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(slackMessage(notificationOf(event, target.brand))),
  }),
  judge: judgeSlack,
  usage: slackUsage,
  samples: SAMPLES,
};

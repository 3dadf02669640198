import { describe, expect, it } from '@jest/globals';
import { aTarget } from '../../../test/support/a-target.js';
import { BUILT_IN, eventTypeOf } from '../catalogue/catalogue.js';
import type { Conversation } from '../adapter.js';
import type { SlackBotOptions } from './slack-bot-options.js';
import { slackBot } from './slack-bot.adapter.js';
import { detectSlackBot, maskSlackBot } from './slack-bot-url.js';

const FAILED = {
  id: 'e1',
  type: 'job.failed',
  data: '{"job_id":"j1","error":"Out of memory\\nat node 7"}',
  timestamp: '2024-01-01T12:05:00Z',
  acceptedAt: Date.UTC(2024, 0, 1, 12, 5),
};
const STEP = {
  type: 'job.script_completed',
  timestamp: '2024-01-01T12:00:00Z',
  label: 'Script ready',
  ok: true,
};
const REF = { channel: 'C0123ABCD', ts: '1704110730.123456' };
const OPTIONS: SlackBotOptions = { token: 'xoxb-123456789012-secret', channel: '#renders' };

function sent(as?: Conversation['as']) {
  const conversation = as && { as, ref: REF, timeline: [STEP] };
  const request = slackBot.format(
    FAILED,
    aTarget<SlackBotOptions>({
      url: 'https://slack.com/api/chat.postMessage?channel=%23renders',
      options: OPTIONS,
      type: eventTypeOf(BUILT_IN, FAILED.type),
      ...(conversation && { conversation }),
    }),
  );
  return { ...request, body: JSON.parse(request.body) as Record<string, unknown> };
}

describe('A message of a Slack bot', () => {
  it('is posted to the channel that the endpoint names, with the token in a header', () => {
    const { url, headers, body } = sent();
    expect(url).toBe('https://slack.com/api/chat.postMessage');
    expect(headers).toEqual({
      Authorization: 'Bearer xoxb-123456789012-secret',
      'Content-Type': 'application/json; charset=utf-8',
    });
    expect(body).toMatchObject({ channel: '#renders', unfurl_links: false, unfurl_media: false });
    expect(body).not.toHaveProperty('thread_ts');
  });

  it('is edited by the id of its channel, with all parts, so that none of the old ones stays', () => {
    const { url, body } = sent('edit');
    expect(url).toBe('https://slack.com/api/chat.update');
    expect(Object.keys(body).sort()).toEqual(['attachments', 'blocks', 'channel', 'text', 'ts']);
    expect(body).toMatchObject(REF);
    expect(JSON.stringify(body)).toContain('script ready');
  });

  it('that announces an edit is short, and stands in the thread and in the channel', () => {
    const { url, body } = sent('announce');
    expect(url).toBe('https://slack.com/api/chat.postMessage');
    expect(body).toMatchObject({ channel: REF.channel, thread_ts: REF.ts, reply_broadcast: true });
    expect(body).not.toHaveProperty('attachments');
    expect(JSON.stringify(body['blocks'])).toContain('Out of memory');
    expect(JSON.stringify(body['blocks'])).not.toContain('at node 7');
  });

  it('of a thread answers the first one, and is not shown in the channel', () => {
    const { body } = sent('reply');
    expect(body).toMatchObject({ channel: REF.channel, thread_ts: REF.ts });
    expect(body).not.toHaveProperty('reply_broadcast');
  });
});

describe('The URL of a Slack bot', () => {
  it('keeps the channel, drops the rest with a warning, and shows neither path nor token', () => {
    const given = new URL('http://www.slack.com/api/chat.postMessage?token=xoxb-1&channel=C0123ABCD');
    expect(detectSlackBot(given)).toEqual({
      url: 'https://slack.com/api/chat.postMessage?channel=C0123ABCD',
      warnings: [expect.stringContaining('token')],
    });
    expect(maskSlackBot(given)).toBe('http://www.slack.com/api/***?channel=C0123ABCD');
  });

  it('is refused where a channel is missing, or named twice', () => {
    const url = new URL('https://slack.com/api/chat.postMessage?channel=C0123ABCD');
    const { channel: _, ...without } = OPTIONS;
    expect(slackBot.conflicts?.(new URL('https://slack.com/api/chat.postMessage'), without)).toHaveLength(1);
    expect(slackBot.conflicts?.(url, OPTIONS)).toHaveLength(1);
    expect(slackBot.conflicts?.(url, { ...OPTIONS, channel: 'C0123ABCD' })).toEqual([]);
  });
});

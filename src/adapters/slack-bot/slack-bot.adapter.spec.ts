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

  it('is short, and stands in thread and channel, where it announces an edit', () => {
    const { url, body } = sent('announce');
    expect(url).toBe('https://slack.com/api/chat.postMessage');
    expect(body).toMatchObject({ channel: REF.channel, thread_ts: REF.ts, reply_broadcast: true });
    expect(body).not.toHaveProperty('attachments');
    expect(JSON.stringify(body['blocks'])).toContain('Out of memory');
    expect(JSON.stringify(body['blocks'])).not.toContain('at node 7');
  });

  it('answers the first one of its thread, and is not shown in the channel', () => {
    const { body } = sent('reply');
    expect(body).toMatchObject({ channel: REF.channel, thread_ts: REF.ts });
    expect(body).not.toHaveProperty('reply_broadcast');
  });
});

describe('The sender of a Slack bot’s messages', () => {
  const bodyOf = (conversation?: Conversation): Record<string, unknown> => {
    const options = { ...OPTIONS, username: 'Render farm', iconUrl: 'https://cdn.example.test/i.png' };
    const target = aTarget<SlackBotOptions>({
      url: 'https://slack.com/api/chat.postMessage',
      options,
      type: eventTypeOf(BUILT_IN, FAILED.type),
      ...(conversation && { conversation }),
    });
    return JSON.parse(String(slackBot.format(FAILED, target).body)) as Record<string, unknown>;
  };

  it('is that of the options, in answers too; an edit keeps its own', () => {
    const sender = { username: 'Render farm', icon_url: 'https://cdn.example.test/i.png' };
    expect(bodyOf()).toMatchObject(sender);
    expect(bodyOf({ as: 'reply', ref: REF, timeline: [] })).toMatchObject(sender);
    const edit = bodyOf({ as: 'edit', ref: REF, timeline: [] });
    expect(edit).not.toHaveProperty('username');
    expect(edit).not.toHaveProperty('icon_url');
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

describe('Native buttons of a Slack bot', () => {
  const { rights, source, isChatOf } = slackBot.buttons!;
  const options = { ...OPTIONS, channel: 'C0123ABCD', nativeButtons: true, appToken: 'xapp-1-A0123-token' };

  it('stand in the row of links, and say their reference', () => {
    const button = `gwbtn_${'A'.repeat(55)}`;
    const { body } = slackBot.format(
      FAILED,
      aTarget<SlackBotOptions>({
        url: 'https://slack.com/api/chat.postMessage',
        options,
        type: eventTypeOf(BUILT_IN, FAILED.type),
        actionLinks: [
          {
            name: 'retry',
            label: 'Retry job',
            url: '',
            button,
            style: 'primary',
            place: 'first',
            byLink: true,
          },
        ],
      }),
    );
    const { attachments } = JSON.parse(body) as {
      attachments: { blocks?: { type: string; elements: object[] }[] }[];
    };
    const actions = attachments.flatMap(({ blocks = [] }) => blocks).filter(({ type }) => type === 'actions');
    expect(actions.flatMap(({ elements }) => elements)[0]).toEqual({
      type: 'button',
      text: { type: 'plain_text', text: 'Retry job', emoji: false },
      action_id: 'action_1',
      value: button,
      style: 'primary',
    });
    expect(slackBot.usage(body)).toContainEqual({ name: 'buttonValue', used: 61, max: 2000 });
  });

  it('may be pressed by everybody in the channel, or by those that are named', () => {
    expect(rights(OPTIONS)).toBeNull();
    expect(rights(options)).toEqual({ users: null });
    expect(rights({ ...options, buttonUsers: 'U0A1B2C3, W0A1B2C3' })).toEqual({
      users: ['U0A1B2C3', 'W0A1B2C3'],
    });
  });

  it('are heard at the app, and are of the channel that the endpoint posts to', () => {
    expect(source('https://slack.com/api/chat.postMessage?channel=C0123ABCD', options)).toEqual({
      base: 'https://slack.com/api/',
      token: options.appToken,
    });
    expect([
      isChatOf(options, { id: 'C0123ABCD', name: null }),
      isChatOf(options, { id: 'C0', name: null }),
    ]).toEqual([true, false]);
  });

  it('need an app-level token, and the id of the channel', () => {
    const url = new URL('https://slack.com/api/chat.postMessage');
    const faults = (more: object) =>
      slackBot.conflicts!(url, { ...options, ...more }).map(({ option }) => option);
    expect(faults({})).toEqual([]);
    expect(faults({ appToken: undefined, channel: '#renders' })).toEqual(['appToken', 'channel']);
    expect(faults({ nativeButtons: false, buttonUsers: 'U0A1B2C3' })).toEqual(['buttonUsers']);
  });
});

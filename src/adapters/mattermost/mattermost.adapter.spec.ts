import { describe, expect, it } from '@jest/globals';
import { aTarget } from '../../../test/support/a-target.js';
import type { GatewayEvent } from '../../modules/model/event.js';
import { DEFAULT_MESSAGE, type MessageOptions } from '../../modules/model/message-options.js';
import { optionsOf } from '../../modules/endpoints/definitions/options.js';
import { BUILT_IN, eventTypeOf } from '../catalogue/catalogue.js';
import { maskUrl, recognise } from '../registry.js';
import { SAMPLES } from '../samples.js';
import { mattermost } from './mattermost.adapter.js';
import type { MattermostMessage } from './mattermost-message.js';
import type { MattermostOptions } from './mattermost-options.js';

const ID = '64a1b2c3d4e5f6a7b8c9d0e1f2';
const HOOK = `https://chat.example.com/hooks/${ID}`;
const [{ event: COMPLETED }, { event: FAILED }] = SAMPLES as [(typeof SAMPLES)[0], (typeof SAMPLES)[0]];

function messageFor(
  event: GatewayEvent,
  options: MattermostOptions = {},
  message: Partial<MessageOptions> = {},
): MattermostMessage {
  const type = eventTypeOf(BUILT_IN, event.type);
  const shown = { ...DEFAULT_MESSAGE, mentionOnFailure: '@channel', ...message };
  const links = { console: 'https://hooks.example.com', job: null };
  const { body } = mattermost.format(event, aTarget({ url: HOOK, type, message: shown, options, links }));
  return JSON.parse(body) as MattermostMessage;
}

it.each([
  ['never', undefined, undefined],
  ['except_failures', undefined, true],
  ['always', true, true],
] as const)(
  'A message for Mattermost notifies nobody as the option silent says: %s',
  (silent, ofFailure, ofSuccess) => {
    expect(messageFor(FAILED, { silent }).silent).toBe(ofFailure);
    expect(messageFor(COMPLETED, { silent }).silent).toBe(ofSuccess);
    expect(optionsOf(mattermost, { silent: 'sometimes' }).faults.map(({ field }) => field)).toEqual([
      'options.silent',
    ]);
  },
);

const withError = (error: string): GatewayEvent => ({ ...FAILED, data: JSON.stringify({ error }) });
const textOf = (message: MattermostMessage): string => message.attachments[0].text ?? '';

describe('Actions in Mattermost', () => {
  const actionLinks = [
    {
      name: 'retry',
      label: 'Retry job',
      url: 'https://hooks.example.com/a/gwact_1',
      style: 'primary',
      place: 'first',
      byLink: true,
    },
    {
      name: 'approve',
      label: 'Approve',
      url: 'https://hooks.example.com/a/gwact_2',
      style: 'default',
      place: 'first',
      byLink: false,
    },
  ] as const;
  const shown = (options: MattermostOptions) => {
    const type = eventTypeOf(BUILT_IN, FAILED.type);
    const { body } = mattermost.format(FAILED, aTarget({ url: HOOK, type, options, actionLinks }));
    return (JSON.parse(body) as MattermostMessage).attachments[0];
  };

  it('are links, which people open in their browsers', () => {
    const { text, actions } = shown({});
    expect(text).toContain('[Retry job](https://hooks.example.com/a/gwact_1)');
    expect(actions).toBeUndefined();
  });

  it('are buttons with native_buttons, which the server presses; those that take signing in stay links', () => {
    const { text, actions } = shown({ nativeButtons: true });
    expect(actions).toEqual([
      {
        id: 'action1',
        name: 'Retry job',
        type: 'button',
        style: 'primary',
        integration: { url: 'https://hooks.example.com/a/gwact_1' },
      },
    ]);
    expect(text).toContain('[Approve](https://hooks.example.com/a/gwact_2)');
    expect(text).not.toContain('gwact_1');
  });
});

describe('A Mattermost address', () => {
  it.each([
    [`mattermost+${HOOK}`, HOOK],
    [`mattermost+${HOOK}/`, HOOK],
    [`mattermost+http://127.0.0.1:8065/team/hooks/${ID}`, `http://127.0.0.1:8065/team/hooks/${ID}`],
  ])('is taken: %s', (raw, url) => {
    expect(recognise(raw)).toMatchObject({ ok: true, adapter: { type: 'mattermost' }, url, warnings: [] });
  });

  it.each([
    ['mattermost+https://chat.example.com/hooks/64a1b2', 'cut off'],
    ['mattermost+https://chat.example.com/api/v4/posts', 'API of Mattermost'],
    ['mattermost+https://chat.example.com/team/channels/town-square', 'page of Mattermost that people open'],
    ['https://acme.cloud.mattermost.com/team/channels/town-square', 'page of Mattermost'],
  ])('is refused with the reason: %s', (raw, words) => {
    expect(recognise(raw)).toEqual({ ok: false, message: expect.stringContaining(words) });
  });

  it('warns of what is left out of the query', () => {
    expect(recognise(`mattermost+${HOOK}?channel=x`)).toMatchObject({
      url: HOOK,
      warnings: ['Left out of the URL: channel. The gateway writes the message itself.'],
    });
  });

  it('is told from an application by its path, and hides the id', () => {
    expect(recognise(HOOK)).toMatchObject({
      adapter: { type: 'generic' },
      warnings: [expect.stringContaining('mattermost+')],
    });
    expect(maskUrl('mattermost', HOOK)).toBe('https://chat.example.com/hooks/***');
  });
});

describe('A Mattermost message', () => {
  it('says what happened and which job in the post, and why in an attachment in the colour of the outcome', () => {
    const { text, attachments } = messageFor(FAILED);
    expect(text).toMatch(/^❌ \*\*\u200b?Render failed:\u200b?\*\* \[Netflix\xa0.*\]\(https:.*\) @channel$/u);
    expect(attachments[0]).toMatchObject({ color: '#d24b4e', fallback: expect.stringMatching(/^❌ /) });
    expect(textOf({ text, attachments })).toContain('422');
  });

  it('pings nobody in a message that is no failure', () => {
    expect(JSON.stringify(messageFor(COMPLETED))).not.toContain('@channel');
  });

  it('shows foreign text as it was written, and pings and links nothing in it', () => {
    const text = textOf(messageFor(withError('@all #tag ~town :smile: *b* [x](https://evil.example) a&lt;')));
    expect(text).toContain(
      '@\u200ball \\#\u200btag \\~\u200btown :\u200bsmile: \\*b\\* \\[x\\](https:\u200b//',
    );
    expect(text).toContain('a&\u200blt;');
  });

  it('makes no link of Slack’s links and no formula in foreign text', () => {
    const text = textOf(messageFor(withError('<https://evil.example|click> costs $x$ or $5')));
    expect(text).not.toMatch(/<[^\n<|>]+\|/);
    expect(text).toContain('ǀclick\\> costs ＄x$ or $5');
    expect(text).not.toContain('\\ǀ');
  });

  it('keeps a backslash of foreign text, which escapes nothing', () => {
    expect(textOf(messageFor(withError(String.raw`C:\new\*`)))).toContain('\\\u200bnew\\\u200b\\*');
  });

  it('has every field of a full message in columns, the longer ones over both', () => {
    const [{ fields = [] }] = messageFor(COMPLETED, {}, { detail: 'full' }).attachments;
    expect(fields).toContainEqual({ title: 'Country', value: '🇺🇸 United States', short: true });
    expect(fields.every(({ short, value }) => short || value.length > 30)).toBe(true);
  });

  it('says once how many fields a full message leaves out', () => {
    const more = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`count_${at}`, at]));
    const event = { ...COMPLETED, data: JSON.stringify({ job_id: 'j', ...more }) };
    const said = JSON.stringify(messageFor(event, {}, { detail: 'full' }));
    expect(said.match(/\d+ more not shown/g)).toHaveLength(1);
  });

  it('names channel and sender, and marks failures as urgent where the endpoint says so', () => {
    const options = {
      channel: 'ops',
      username: 'Jobs',
      iconUrl: 'https://cdn.example.com/i.png',
      failurePriority: 'urgent',
    } as const;
    expect(messageFor(FAILED, options)).toMatchObject({
      channel: 'ops',
      username: 'Jobs',
      icon_url: options.iconUrl,
      priority: { priority: 'urgent' },
    });
    expect(messageFor(COMPLETED, options)).not.toHaveProperty('priority');
  });
});

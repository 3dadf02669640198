import { describe, expect, it } from '@jest/globals';
import { aTarget } from '../../../test/support/a-target.js';
import { DEFAULT_MESSAGE, type MessageOptions } from '../../modules/model/message-options.js';
import type { GatewayEvent } from '../../modules/model/event.js';
import { BUILT_IN, eventTypeOf } from '../catalogue/catalogue.js';
import { maskUrl, recognise } from '../registry.js';
import { SAMPLES } from '../samples.js';
import { googleChat } from './google-chat.adapter.js';
import type { GoogleChatMessage } from './google-chat-message.js';
import type { GoogleChatOptions } from './google-chat-options.js';
import { neutral, plain } from './google-chat-text.js';

const SPACE = 'https://chat.googleapis.com/v1/spaces/AAAAexample/messages';
const HOOK = `${SPACE}?key=AIzaSyExample&token=tok_en%3D`;
const [COMPLETED, FAILED] = [SAMPLES[0]!.event, SAMPLES[1]!.event];

interface Given {
  readonly url?: string;
  readonly options?: GoogleChatOptions;
  readonly message?: Partial<MessageOptions>;
}

function requestFor(event: GatewayEvent, { url = HOOK, options = {}, message }: Given = {}) {
  const type = eventTypeOf(BUILT_IN, event.type);
  const links = { console: 'https://hooks.example.test', job: null };
  const target = { url, type, links, options, message: { ...DEFAULT_MESSAGE, ...message } };
  return googleChat.format(event, aTarget<GoogleChatOptions>(target));
}

const messageFor = (event: GatewayEvent, given: Given = {}): GoogleChatMessage =>
  JSON.parse(requestFor(event, given).body) as GoogleChatMessage;
const cardFor = (event: GatewayEvent, given: Given = {}) => messageFor(event, given).cardsV2[0].card;
const optionsFaults = (url: string, options: GoogleChatOptions) =>
  googleChat.conflicts!(new URL(url), options).map(({ option }) => option);

describe('An address of Google Chat', () => {
  it.each([
    [HOOK, HOOK],
    [HOOK.replace('https', 'http'), HOOK],
    [`${HOOK}&threadKey=renders`, `${HOOK}&threadKey=renders`],
  ])('is taken: %s', (raw, url) => {
    expect(recognise(raw)).toMatchObject({ ok: true, adapter: { type: 'google-chat' }, url, warnings: [] });
  });

  it.each([
    [`${SPACE}?key=AIza`, 'cut off'],
    ['https://chat.googleapis.com/v1/spaces', 'no webhook'],
    ['https://chat.google.com/room/AAAA', 'a page of Google Chat'],
  ])('is refused with the reason: %s', (raw, words) => {
    expect(recognise(raw)).toEqual({ ok: false, message: expect.stringContaining(words) });
  });

  it('loses what the gateway sets itself, with a warning', () => {
    expect(recognise(`${HOOK}&requestId=1`)).toMatchObject({
      url: HOOK,
      warnings: [expect.stringContaining('Left out of the URL: requestId.')],
    });
  });

  it('shows the space, and hides key and token', () => {
    expect(maskUrl('google-chat', HOOK)).toBe(`${SPACE}?key=***&token=***`);
  });

  it('names the thread of all messages, or the endpoint has threads of jobs', () => {
    expect(optionsFaults(HOOK, { threads: 'job' })).toEqual([]);
    expect(optionsFaults(`${HOOK}&threadKey=renders`, { threads: 'job' })).toEqual(['threads']);
  });
});

describe('A request to Google Chat', () => {
  it('names the delivery, so that a repetition makes no second message', () => {
    const { searchParams } = new URL(requestFor(FAILED).url);
    expect(searchParams.get('requestId')).toBe('550e8400-e29b-41d4-a716-446655440000');
    expect(searchParams.get('token')).toBe('tok_en=');
    expect(searchParams.has('messageReplyOption')).toBe(false);
  });

  it('puts the messages of a job into one thread where the endpoint asks for it', () => {
    const { thread } = messageFor(COMPLETED, { options: { threads: 'job' } });
    expect(thread).toEqual({ threadKey: 'job_1704123456789_abc123' });
    expect(requestFor(COMPLETED, { options: { threads: 'job' } }).url).toContain(
      'messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD',
    );
    expect(messageFor(COMPLETED)).not.toHaveProperty('thread');
  });

  it('replies in the thread of the URL', () => {
    expect(requestFor(FAILED, { url: `${HOOK}&threadKey=renders` }).url).toContain(
      'messageReplyOption=REPLY',
    );
  });
});

describe('A card for Google Chat', () => {
  it('says what happened, which job, and why in the colour of the outcome', () => {
    const { header, sections } = cardFor(FAILED);
    expect(header).toEqual({ title: '❌ Render failed', subtitle: expect.stringMatching(/^Netflix\xa0· /) });
    expect(sections[0]!.widgets[0]).toEqual({
      textParagraph: {
        text: expect.stringContaining(
          '<font color="#d93025"><b>Creatomate API error:</b></font> 422 — template "auto" needs 3 posters<br>At <b>',
        ),
      },
    });
    expect(JSON.stringify(cardFor(COMPLETED))).not.toContain('#d93025');
  });

  it('has buttons, the id as the link to the delivery, and the time with its zone', () => {
    const { widgets } = cardFor(COMPLETED, { message: { zone: 'Europe/Berlin' } }).sections.at(-1)!;
    const buttons = [{ text: '▶ Watch video' }, { text: 'Open job' }];
    expect(widgets).toMatchObject([
      { buttonList: { buttons } },
      {
        textParagraph: {
          text: expect.stringMatching(
            /\/deliveries\/.*">job_…abc123<\/a>\xa0· Jan\xa01, 1:05\xa0PM Europe\/Berlin$/,
          ),
        },
      },
    ]);
  });

  it('has buttons in the place of its last line where there is a cause', () => {
    const labels = ['Open job', 'Open delivery'].map((text) => ({ text }));
    expect(cardFor(FAILED).sections.at(-1)!.widgets).toMatchObject([{ buttonList: { buttons: labels } }]);
  });

  it('mentions the one that the endpoint names, above the card and for failures alone', () => {
    const message = { mentionOnFailure: '<users/all>' };
    expect(messageFor(FAILED, { message }).text).toBe('<users/all>');
    expect(messageFor(COMPLETED, { message })).not.toHaveProperty('text');
    expect(messageFor(FAILED)).not.toHaveProperty('text');
  });

  it('shows the picture of a job', () => {
    const data = JSON.stringify({
      ...JSON.parse(COMPLETED.data),
      thumbnail_url: 'https://cdn.example.test/1.jpg',
    });
    expect(JSON.stringify(cardFor({ ...COMPLETED, data }))).toContain(
      '"imageUrl":"https://cdn.example.test/1.jpg"',
    );
  });

  it('keeps the lines of an error in a section of their own, and their indents', () => {
    const data = JSON.stringify({ error: 'Crash\nhere <b>\n  at a (b.ts)' });
    const { sections } = cardFor({ ...FAILED, data }, { message: { detail: 'standard' } });
    expect(sections[1]!.widgets).toEqual([
      { textParagraph: { text: 'here &lt;b&gt;<br>\u{a0}\u{a0}at a (b.ts)' } },
    ]);
  });

  it('shows markup and addresses of the data as text', () => {
    expect(plain('<a href="x">&amp; https://e.example', 100)).toBe(
      '&lt;a href="x"&gt;&amp;amp; https:\u200b//e.example',
    );
    expect(neutral('<users/all> <b> &amp; a < b', 100)).toBe('<\u200busers/all> <\u200bb> &\u200bamp; a < b');
  });
});

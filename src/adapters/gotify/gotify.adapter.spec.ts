import { describe, expect, it } from '@jest/globals';
import { aTarget } from '../../../test/support/a-target.js';
import { DEFAULT_MESSAGE, type MessageOptions } from '../../modules/model/message-options.js';
import type { GatewayEvent } from '../../modules/model/event.js';
import { optionsOf } from '../../modules/endpoints/definitions/options.js';
import { BUILT_IN, eventTypeOf } from '../catalogue/catalogue.js';
import { maskUrl, recognise } from '../registry.js';
import { SAMPLES } from '../samples.js';
import { gotify } from './gotify.adapter.js';
import { markdownOf, plain, plainLines } from './gotify-markdown.js';
import type { GotifyMessage } from './gotify-message.js';
import type { GotifyOptions } from './gotify-options.js';

const TOKEN = 'AgQdq7mVBoFD37z';
const MESSAGES = 'https://push.example.test/message';
const [COMPLETED, FAILED] = [SAMPLES[0]!.event, SAMPLES[1]!.event];

interface Given {
  readonly url?: string;
  readonly options?: GotifyOptions;
  readonly message?: Partial<MessageOptions>;
}

function requestFor(event: GatewayEvent, { url = MESSAGES, options = {}, message }: Given = {}) {
  const type = eventTypeOf(BUILT_IN, event.type);
  const links = { console: 'https://hooks.example.test', job: null };
  const target = { url, type, links, options, message: { ...DEFAULT_MESSAGE, ...message } };
  return gotify.format(event, aTarget<GotifyOptions>(target));
}

const messageFor = (event: GatewayEvent, given: Given = {}): GotifyMessage =>
  JSON.parse(requestFor(event, given).body) as GotifyMessage;
const faultsOf = (given: Record<string, unknown>, url = MESSAGES) =>
  optionsOf(gotify, given, new URL(url)).faults.map(({ field }) => field);

describe('A Gotify address', () => {
  it.each([
    ['gotify+https://push.example.test', MESSAGES],
    ['gotify+https://push.example.test/message', MESSAGES],
    ['gotify+https://push.example.test/folder/', 'https://push.example.test/folder/message'],
    [`gotify+http://127.0.0.1:8080/message?token=${TOKEN}`, `http://127.0.0.1:8080/message?token=${TOKEN}`],
  ])('is taken: %s', (raw, url) => {
    expect(recognise(raw)).toMatchObject({ ok: true, adapter: { type: 'gotify' }, url, warnings: [] });
  });

  it('is refused where it is of another kind', () => {
    expect(recognise('gotify+https://push.example.test/stream')).toEqual({
      ok: false,
      message: expect.stringContaining('takes no messages'),
    });
  });

  it('loses the rest of its query, with a warning', () => {
    expect(recognise(`gotify+${MESSAGES}?priority=9&token=${TOKEN}`)).toMatchObject({
      url: `${MESSAGES}?token=${TOKEN}`,
      warnings: ['Left out of the URL: priority. The gateway writes the message itself.'],
    });
  });

  it('hides its token', () => {
    expect(maskUrl('gotify', `${MESSAGES}?token=${TOKEN}`)).toBe(`${MESSAGES}?token=***`);
    expect(maskUrl('gotify', MESSAGES)).toBe(MESSAGES);
  });
});

describe('The token of a Gotify endpoint', () => {
  it('stands in the options or in the URL', () => {
    expect(faultsOf({ token: TOKEN })).toEqual([]);
    expect(faultsOf({}, `${MESSAGES}?token=${TOKEN}`)).toEqual([]);
    expect(faultsOf({})).toEqual(['options.token']);
    expect(faultsOf({ token: TOKEN }, `${MESSAGES}?token=${TOKEN}x`)).toEqual(['options.token']);
  });

  it('is that of an application, not of a client', () => {
    expect(faultsOf({ token: 'CgQdq7mVBoFD37z' })).toEqual(['options.token']);
  });

  it('goes out as a header and not in the address', () => {
    const { url, headers } = requestFor(FAILED, {
      url: `${MESSAGES}?token=${TOKEN}`,
      options: { token: TOKEN },
    });
    expect(url).toBe(MESSAGES);
    expect(headers['X-Gotify-Key']).toBe(TOKEN);
  });
});

describe('A Gotify message', () => {
  it('says what happened, which job, why and when, and leads to the job', () => {
    const { title, message, extras } = messageFor(FAILED);
    expect(title).toMatch(/^❌ Render failed: Netflix\xa0· /u);
    expect(message.split('\\\n')[0]).toBe(
      '**Creatomate API error\\:\u200b** 422 — template "auto" needs 3 posters',
    );
    expect(message).toMatch(
      /\n\n\[Open job\]\(<https:\/\/hooks\.example\.test\/jobs\/.*>\)\xa0· \[job\\_…abc123\]\(<.*\/deliveries\/.*>\)\xa0· .* UTC$/,
    );
    expect(extras['client::notification']).toEqual({ click: { url: expect.stringContaining('/jobs/') } });
  });

  it('rings by its outcome', () => {
    const ofFailure = (failurePriority?: number) =>
      messageFor(FAILED, { options: failurePriority === undefined ? {} : { failurePriority } }).priority;
    expect([ofFailure(), ofFailure(0), messageFor(COMPLETED).priority]).toEqual([8, 0, 5]);
  });

  it('has the picture of a job in the notification', () => {
    const data = JSON.stringify({
      ...JSON.parse(COMPLETED.data),
      thumbnail_url: 'https://cdn.example.test/1.jpg',
    });
    const { extras } = messageFor({ ...COMPLETED, data });
    expect(extras['client::notification']).toMatchObject({ bigImageUrl: 'https://cdn.example.test/1.jpg' });
  });

  it('writes the rest of an error as code', () => {
    const data = JSON.stringify({ error: 'Crash\n  at a (b.ts)\n```\n# x' });
    const { message } = messageFor({ ...FAILED, data }, { message: { detail: 'standard' } });
    expect(message).toContain('\n\n```\nat a (b.ts)\n`\u200b`\u200b`\n# x\n```\n\n');
  });

  it.each([
    ['*a* _b_ [c](d) <e> `f` ~g~', String.raw`\*a\* \_b\_ \[c\](d) \<e\> \`f\` \~g\~`],
    ['# head', String.raw`\# head`],
    ['1. item', '1\u{200b}. item'],
    ['a@b.example', 'a\u{200b}@b.example'],
    ['https://evil.example', String.raw`https\:${'\u{200b}'}//evil.example`],
    ['&amp;', String.raw`\&amp;`],
  ])('shows %j as it was written', (text, markdown) => {
    expect(plain(text, 100)).toBe(markdown);
  });

  it('keeps the lines of a text, and their indents', () => {
    expect(plainLines('one\n\n    two', 100)).toBe('one\\\n\u{a0}\u{a0}\u{a0}\u{a0}two');
  });

  it('emphasises a text that begins with a sign beside a word', () => {
    const line = markdownOf([{ text: 'By' }, { text: '<b> 60%', strong: true }, { text: 'x' }], 200);
    expect(line).toBe('By**\u200b\\<b\\> 60%\u200b**x');
  });
});

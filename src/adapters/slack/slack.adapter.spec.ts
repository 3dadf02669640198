import { describe, expect, it } from '@jest/globals';
import { aTarget } from '../../../test/support/a-target.js';
import { textsOf } from '../../../test/support/message-texts.js';
import type { EventType } from '../../modules/model/event-type.js';
import type { GatewayEvent } from '../../modules/model/event.js';
import { DEFAULT_MESSAGE, type MessageOptions } from '../../modules/model/message-options.js';
import { BUILT_IN, eventTypeOf } from '../catalogue/catalogue.js';
import { SAMPLES } from '../samples.js';
import type { Attachment, Block, RichPart, SlackMessage } from '../block-kit/slack-message.js';
import { slack } from './slack.adapter.js';
import { code, date, literal, mentionOf, mrkdwnOf, plain } from '../block-kit/slack-text.js';

interface Case {
  readonly message?: Partial<MessageOptions>;
  readonly type?: Partial<EventType>;
}

const LINKS = {
  console: 'https://hooks.example.test',
  job: 'https://studio.example.test/jobs/{{ data.job_id }}',
};

function requestOf(event: GatewayEvent, { message, type }: Case = {}) {
  return slack.format(
    event,
    aTarget({
      url: 'https://hooks.slack.com/services/T0/B0/x',
      headers: { 'X-Custom': 'y' },
      links: LINKS,
      message: { ...DEFAULT_MESSAGE, ...message },
      type: { ...eventTypeOf(BUILT_IN, event.type), ...type },
    }),
  );
}

const messageOf = (event: GatewayEvent, given: Case = {}): SlackMessage =>
  JSON.parse(requestOf(event, given).body);
const messageWith = (data: object, type = 'job.failed', given: Case = {}) =>
  messageOf({ ...SAMPLES[0]!.event, type, data: JSON.stringify(data) }, given);
const FULL = { message: { detail: 'full' } } as const;
const NOW = Date.UTC(2024, 0, 1, 12, 0, 0);
const judge = (status: number, body: string, headers: Record<string, string> = {}, onPlatform = true) =>
  slack.judge({ status, body, headers, receivedAt: NOW, onPlatform });

/** Blocks of the last attachment: all below the title. */
function blocksBelow({ attachments = [] }: SlackMessage): readonly Block[] {
  const last: Attachment | undefined = attachments.at(-1);
  return last && 'blocks' in last ? last.blocks : [];
}

const partsOf = (blocks: readonly Block[]): readonly RichPart[] =>
  blocks.flatMap((block) => (block.type === 'rich_text' ? block.elements : []));
const textIn = ({ elements }: RichPart): string =>
  elements
    .map((element) => ('text' in element ? element.text : 'fallback' in element ? element.fallback : ''))
    .join('');

describe('A Slack message', () => {
  const message = messageOf(SAMPLES[0]!.event);

  it('falls back to the four lines of the guide', () => {
    expect(message.text).toBe(
      [
        '✅ StreamGank Job Completed',
        'Job ID: job_1704123456789_abc123',
        'Video: https://cdn.creatomate.com/renders/abc123-video.mp4',
        'Duration: 5m 30s',
      ].join('\n'),
    );
    expect(requestOf(SAMPLES[0]!.event).banner).toEqual({ title: null, text: message.text });
  });

  it('has a fallback in which Slack reads no markup of the data, and ids and addresses stay whole', () => {
    const error = '*b* _i_ ~s~ `c` :tada: job_1_x https://cdn.example/a_b~c/*d.mp4?x_=1';
    const { text } = messageOf({
      ...SAMPLES[1]!.event,
      data: JSON.stringify({ job_id: 'job_1', error, status: 'failed' }),
    });
    expect(text.split(' — ')[1]).toBe(
      [
        '\u200b*\u200bb\u200b*\u200b',
        '\u200b_\u200bi\u200b_\u200b',
        '\u200b~\u200bs\u200b~\u200b',
        '\u200b`\u200bc\u200b`\u200b',
        ':\u200btada:',
        'job_1_x',
        'https://cdn.example/a_b~c/*d.mp4?x_=1',
      ].join(' '),
    );
    expect(plain('> a\n>>> b & c > d', 100)).toBe('\u200b&gt; a\n\u200b&gt;&gt;&gt; b &amp; c &gt; d');
    expect(plain('x*', 4)).toBe('x\u200b*\u200b');
  });

  it('has its title in top-level blocks, so that Slack does not show the fallback as well', () => {
    const [title] = partsOf(message.blocks);
    expect(message.blocks).toHaveLength(1);
    expect(title!.elements).toEqual([
      { type: 'text', text: '✅ ' },
      { type: 'text', text: 'Video ready: ', style: { bold: true } },
      {
        type: 'link',
        url: 'https://studio.example.test/jobs/job_1704123456789_abc123',
        text: expect.stringMatching(/^Netflix\xa0· Action Movies\xa0· 🇺🇸/u),
        style: { bold: true },
      },
    ]);
  });

  it('has facts, links and a quiet line in the colour of the outcome when it is compact', () => {
    expect(message.attachments).toMatchObject([{ color: '#2e9e5b' }]);
    const [facts, links, quiet] = blocksBelow(message);
    expect(textIn(partsOf([facts!])[0]!)).toMatch(/^Rendered in 5\xa0min 30\xa0s\xa0· template auto$/);
    expect(links).toMatchObject({
      type: 'actions',
      elements: [
        { url: 'https://cdn.creatomate.com/renders/abc123-video.mp4', style: 'primary' },
        { url: 'https://studio.example.test/jobs/job_1704123456789_abc123' },
      ],
    });
    expect(quiet).toEqual({
      type: 'context',
      elements: [
        {
          type: 'mrkdwn',
          text: '<https://hooks.example.test/deliveries/550e8400-e29b-41d4-a716-446655440000|job\u200b_\u200b…abc123>',
          verbatim: true,
        },
        {
          type: 'mrkdwn',
          text: '<!date^1704110730^{date_short_pretty} {time}|Jan\u{a0}1, 12:05\u{a0}PM>',
          verbatim: true,
        },
      ],
    });
  });

  it('quotes the cause of a failure above where it stopped', () => {
    const [quote, facts] = partsOf(blocksBelow(messageOf(SAMPLES[1]!.event)));
    expect([quote!.type, textIn(quote!)]).toEqual([
      'rich_text_quote',
      'Creatomate API error: 422 — template "auto" needs 3 posters',
    ]);
    expect(quote!.elements[0]).toMatchObject({ text: 'Creatomate API error:', style: { bold: true } });
    expect(textIn(facts!)).toMatch(/^At Rendering video \(60%\)\xa0· 3 retries$/);
  });

  it('adds the rest of the error and the timeline when it is standard', () => {
    const blocks = blocksBelow(messageOf(SAMPLES[1]!.event, { message: { detail: 'standard' } }));
    expect(textIn(partsOf(blocks).at(-1)!)).toBe('at render (render.js:118)');
    expect(JSON.stringify(blocks.at(-1))).toMatch(
      /created <!date.*✓\xa0· started <!date.*✓\xa0· failed <!date.*✗/,
    );
  });

  it('has the whole id, and the delivery among its buttons, when it is standard', () => {
    const blocks = blocksBelow(messageOf(SAMPLES[1]!.event, { message: { detail: 'standard' } }));
    expect(blocks.slice(-2)).toMatchObject([
      { elements: [{ text: { text: 'Open job' } }, { text: { text: 'Open delivery' } }] },
      { elements: [{ type: 'plain_text', text: 'job_1704123456789_abc123' }, {}] },
    ]);
  });

  it('keeps an id with the sign that ends an address as plain text', () => {
    const quiet = blocksBelow(messageWith({ job_id: 'a|b' })).at(-1);
    expect(quiet).toMatchObject({ elements: [{ type: 'plain_text', text: 'a|b' }, {}] });
  });

  it('adds all fields when it is full', () => {
    const sections = blocksBelow(messageOf(SAMPLES[1]!.event, FULL)).filter(({ type }) => type === 'section');
    expect(sections).toHaveLength(2);
    expect(sections[0]).toMatchObject({
      fields: expect.arrayContaining([
        { type: 'mrkdwn', text: '*Job ID*\n`job_1704123456789_abc123`', verbatim: true },
        { type: 'mrkdwn', text: '*Step*\nRendering video', verbatim: true },
      ]),
    });
  });

  it('shows an error as it is written, whatever signs are in it', () => {
    const data = { error: '```*a*\n``` <!channel> & :smile:' };
    const parts = partsOf(blocksBelow(messageWith(data, 'job.failed', FULL)));
    expect(parts.map(({ type }) => type)).toEqual(['rich_text_quote', 'rich_text_preformatted']);
    expect(parts.map(textIn)).toEqual(['```*a*', '``` <!channel> & :smile:']);
  });

  it('colours every tone differently', () => {
    const colours = [
      'job.completed',
      'job.failed',
      'job.timeout',
      'job.completed_with_issues',
      'job.script_completed',
      'job.cancelled',
    ];
    expect(new Set(colours.map((type) => messageWith({}, type).attachments?.[0]?.color)).size).toBe(5);
  });

  it('tells an address that cannot be linked as text', () => {
    const body = JSON.stringify(messageWith({ video_url: 's3://bucket/key.mp4' }, 'job.completed'));
    expect(body).toContain('s3://bucket/key.mp4');
    expect(body).not.toContain('Watch video');
  });

  it('tells a link that is longer than Slack takes as text', () => {
    const video_url = `https://c.example/${'a'.repeat(3000)}`;
    const body = JSON.stringify(blocksBelow(messageWith({ video_url }, 'job.completed')));
    expect(body).toContain('https://c.example/aaa');
    expect(body).not.toContain('Watch video');
  });

  it('does not escape the address of a button', () => {
    const { text, ...message } = messageWith({ video_url: 'https://c.example/v?a=1&b=<2>' }, 'job.completed');
    expect(JSON.stringify(message)).toContain('"url":"https://c.example/v?a=1&b=%3C2%3E"');
    expect(text).toContain('Video: https://c.example/v?a=1&amp;b=%3C2%3E');
  });

  it('says how many of 200 parameters are not shown', () => {
    const parameters = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`p${i}`, i]));
    expect(JSON.stringify(messageWith({ parameters }, 'job.failed', FULL))).toContain('182 more not shown');
  });

  it('has a picture beside the facts, where one that cannot be loaded does not spoil the message', () => {
    const data = { thumbnail_url: 'https://c.example/p.png', processing_duration_ms: 64_000, job_id: '*x*' };
    const { attachments } = messageWith(data, 'job.completed');
    expect(attachments).toMatchObject([
      { text: 'Rendered in *1\xa0min 4\xa0s*', thumb_url: 'https://c.example/p.png', mrkdwn_in: ['text'] },
      { blocks: [{ type: 'actions' }, { type: 'context' }] },
    ]);
    expect(JSON.stringify(attachments)).not.toContain('image_url');
  });

  it('quotes the cause beside a picture', () => {
    const data = { thumbnail_url: 'https://c.example/p.png', error: 'E: *bad* <thing>' };
    const { attachments } = messageWith(data, 'job.failed', { message: { detail: 'standard' } });
    expect(attachments?.[0]).toMatchObject({
      text: '>*E:* \u200b*\u200bbad\u200b*\u200b &lt;thing\u200b&gt;',
    });
  });

  it.each([
    ['<!here>', { type: 'broadcast', range: 'here' }],
    ['<@U0123ABCD>', { type: 'user', user_id: 'U0123ABCD' }],
    ['<!subteam^S0123ABCD>', { type: 'usergroup', usergroup_id: 'S0123ABCD' }],
  ])('mentions %s in a failure, and nobody in a success', (mentionOnFailure, element) => {
    const given = { message: { mentionOnFailure } };
    expect(partsOf(messageWith({}, 'job.failed', given).blocks)[0]!.elements.at(-1)).toEqual(element);
    expect(JSON.stringify(messageWith({}, 'job.completed', given))).not.toContain(element.type);
  });

  it('stays within the sum with every part full, the longest link, and text that JSON doubles', () => {
    const long = '"\\'.repeat(5000);
    const parameters = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`${i}${long}`, long]));
    const data = {
      job_id: long,
      current_step: long,
      retry_count: 3,
      error: `${long}\n${long}`,
      message: long,
      parameters,
      video_url: `https://c.example/${'a'.repeat(2900)}`,
      thumbnail_url: `https://c.example/${'b'.repeat(1900)}`,
      created_at: 1e9,
      started_at: 1e9,
      completed_at: 1e9,
      failed_at: 1e9,
    };
    for (const detail of ['compact', 'standard', 'full'] as const) {
      const { blocks, attachments } = messageWith(data, 'job.failed', { message: { detail } });
      expect(JSON.stringify([blocks, attachments]).length).toBeLessThanOrEqual(8000);
    }
  });

  it('keeps much of a long error when there is room', () => {
    const data = { error: `first\n${'x'.repeat(10_240)}` };
    expect(JSON.stringify(messageWith(data, 'job.failed', FULL))).toMatch(/x{2700}…/);
  });

  it('carries neither custom headers nor a signature', () => {
    expect(requestOf(SAMPLES[0]!.event).headers).toEqual({ 'Content-Type': 'application/json' });
  });

  it('tells of templates that fail', () => {
    const { faults } = requestOf(SAMPLES[0]!.event, { message: { title: '{{' } });
    expect(faults).toMatchObject([{ field: 'message.title', line: 1 }]);
    expect(requestOf(SAMPLES[0]!.event)).not.toHaveProperty('faults');
  });
});

describe('Slack messages of every event', () => {
  it.each(['compact', 'standard', 'full'] as const)(
    'say nothing of empty values when they are %s',
    (detail) => {
      for (const { event } of SAMPLES) {
        const texts = textsOf(messageOf(event, { message: { detail } })).map(([, text]) => text);
        expect(texts.filter((text) => /undefined|null|NaN|\[object|Invalid/.test(text))).toEqual([]);
      }
    },
  );

  it('have at most two blocks of text, links and a quiet line when they are compact', () => {
    for (const { event } of SAMPLES) {
      expect(blocksBelow(messageOf(event)).map(({ type }) => type)).toEqual(
        expect.not.arrayContaining(['section']),
      );
      expect(blocksBelow(messageOf(event)).length).toBeLessThanOrEqual(3);
    }
  });
});

describe('Text in Slack', () => {
  it('disarms mentions, channels and links', () => {
    expect(plain('<!channel> <@U1> <https://a|b> &', 100)).toBe(
      '&lt;!channel&gt; &lt;@U1&gt; &lt;https://a|b&gt; &amp;',
    );
  });

  it('is cut after escaping, never inside an entity', () => {
    expect(plain('<<<<', 10)).toBe('&lt;&lt;…');
  });

  it('sets every sign of mrkdwn apart, and breaks the names of emoji', () => {
    expect(literal('*a* _b_ ~c~ `d` > :smile: 12:09:00', 200)).toBe(
      '\u200b*\u200ba\u200b*\u200b \u200b_\u200bb\u200b_\u200b \u200b~\u200bc\u200b~\u200b ' +
        '\u200b`\u200bd\u200b`\u200b \u200b&gt; :\u200bsmile: 12:\u200b09:00',
    );
  });

  it('stays within its code span', () => {
    expect(code('a`b', 20)).toBe('`aˋb`');
  });

  it('writes times for the zone of the reader', () => {
    expect(date(1_704_110_730_123, 'time', '12:05|PM')).toBe('<!date^1704110730^{time}|12:05/PM>');
  });

  it('is emphasised and cut in stretches', () => {
    const rich = [{ text: 'a ' }, { text: 'b & c', strong: true as const }];
    expect(mrkdwnOf(rich, 50)).toBe('a *b &amp; c*');
    expect(mrkdwnOf(rich, 6)).toBe('a *b…*');
    expect(mrkdwnOf(rich, 4)).toBe('a b…');
  });

  it('is not emphasised where it has signs of its own', () => {
    expect(mrkdwnOf([{ text: 'a_b', strong: true }], 50)).toBe('a_b');
  });

  it('takes only the mentions of Slack', () => {
    for (const text of ['<!everyone>', '<@x>', '@here', '<!here> <!here>', ''])
      expect(mentionOf(text)).toEqual([]);
  });
});

describe('The judgement of Slack answers', () => {
  it('knows success by status and body together', () => {
    expect(judge(200, 'ok')).toEqual({ kind: 'delivered' });
    expect(judge(200, 'ok\n')).toEqual({ kind: 'delivered' });
    expect(judge(200, '<html>sign in</html>')).toMatchObject({ kind: 'retry', code: 'unexpected_answer' });
    expect(judge(200, 'invalid_blocks')).toMatchObject({ kind: 'rejected', code: 'invalid_blocks' });
    expect(judge(201, 'ok').kind).toBe('retry');
  });

  it('waits as long as a 429 says, in its header or its JSON body', () => {
    expect(judge(429, 'rate_limited', { 'retry-after': '30' })).toMatchObject({
      kind: 'retry',
      afterMs: 30_000,
      pauseMs: 30_000,
    });
    expect(judge(429, '{"ok":false,"error":"rate_limited","retry_after":2}')).toMatchObject({
      afterMs: 2000,
      pauseMs: 2000,
    });
    expect(judge(429, '{"ok":false,"retry_after":{"toString":1}}')).toEqual({
      kind: 'retry',
      code: 'HTTP_429',
      message: 'HTTP 429 response',
      slowDown: true,
    });
  });

  it.each([
    '',
    'ok',
    'OK',
    'success',
    '{"ok":true}',
    '{"success":true}',
    '{"error":null}',
    '{"errors":[]}',
    '{"error":""}',
    '{"status":"ok","code":200}',
    '{"errcode":0,"errmsg":"ok"}',
    'received',
    '[]',
  ])('takes a 2xx with %p of another host for a delivery, and not on the hosts of Slack', (body) => {
    expect(judge(200, body, {}, false)).toEqual({ kind: 'delivered' });
    expect(judge(202, body, {}, false)).toEqual({ kind: 'delivered' });
    expect(judge(200, body).kind).toBe(body === 'ok' ? 'delivered' : 'retry');
  });

  it.each([
    ['{"ok":false}', 'ok: no'],
    ['{"ok":false,"error":"Invalid integration id"}', 'error: Invalid integration id'],
    ['{"success":false,"message":"no such hook"}', 'no such hook'],
    ['{"success":"false"}', 'success: false'],
    ['[{"ok":false}]', 'ok'],
    ['{"status":"500"}', 'status: 500'],
    ['{"type":"error"}', 'type: error'],
    ['{"isError":true}', 'isError: yes'],
    ['failed_to_post', 'failed_to_post'],
    ['false', 'false'],
    ['{"error":{"code":7,"text":"bad token"}}', 'bad token'],
    ['{"errors":["channel is gone"]}', 'channel is gone'],
    ['{"status":"error","detail":"x"}', 'status: error'],
    ['{"status":"failed"}', 'failed'],
    ['{"result":"failure"}', 'failure'],
    ['{"code":404,"message":"hook unknown"}', 'hook unknown'],
    ['{"errcode":93000,"errmsg":"invalid webhook url"}', 'invalid webhook url'],
    ['Error: hook is disabled', 'hook is disabled'],
    ['Invalid webhook', 'Invalid webhook'],
    ['not ok', 'not ok'],
  ])('takes a 2xx with %s of another host for a refusal, in its own words', (body, words) => {
    expect(judge(200, body, {}, false)).toMatchObject({
      kind: 'retry',
      code: 'unexpected_answer',
      message: expect.stringContaining(words),
    });
  });

  it('names the title of a page that answers in the place of Slack', () => {
    const page = '<!DOCTYPE html><html><head><title>Sign in to Wi-Fi</title></head></html>';
    expect(judge(200, page)).toMatchObject({
      message: 'HTTP 200 response: expected "ok", got a web page: Sign in to Wi-Fi',
    });
  });

  it('slows down at a rate limit, whatever the status or the body', () => {
    for (const answer of [
      judge(429, ''),
      judge(429, '<html>banned</html>'),
      judge(200, 'rate_limited'),
      judge(503, ''),
    ])
      expect(answer).toMatchObject({ kind: 'retry', slowDown: true });
    expect(judge(500, 'rollup_error')).not.toHaveProperty('slowDown');
  });
});

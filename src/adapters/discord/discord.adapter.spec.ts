import { describe, expect, it } from '@jest/globals';
import { validateSync } from 'class-validator';
import { aTarget } from '../../../test/support/a-target.js';
import type { GatewayEvent } from '../../modules/model/event.js';
import type { Conversation } from '../adapter.js';
import { DEFAULT_MESSAGE, type MessageOptions } from '../../modules/model/message-options.js';
import { BUILT_IN, eventTypeOf } from '../catalogue/catalogue.js';
import { SAMPLES } from '../samples.js';
import type { DiscordMessage } from './discord-message.js';
import { DiscordOptions } from './discord-options.js';
import { codeBlock } from '../markup/markdown.js';
import { code, escapeDiscord, plain } from './discord-text.js';
import { discord } from './discord.adapter.js';

const NOW = Date.UTC(2024, 0, 1, 12, 0, 0);
const target = (options: DiscordOptions = {}, url = 'https://discord.com/api/webhooks/1/t') =>
  aTarget({ url, options, headers: { 'X-Custom': 'y' } });
/** The address of a server that takes Discord's messages, and may show no buttons. */
const ELSEWHERE = 'https://guild.example.test/webhooks/1/t';

interface Case {
  readonly url?: string;
  readonly options?: DiscordOptions;
  readonly conversation?: Conversation;
  readonly message?: Partial<MessageOptions>;
}

const LINKS = {
  console: 'https://hooks.example.test',
  job: 'https://studio.example.test/jobs/{{ data.job_id }}',
};

const messageOf = (
  event: GatewayEvent,
  { url, options = {}, conversation, message }: Case = {},
): DiscordMessage =>
  JSON.parse(
    discord.format(event, {
      ...target(options, url),
      ...(conversation && { conversation }),
      links: LINKS,
      message: { ...DEFAULT_MESSAGE, ...message },
      type: eventTypeOf(BUILT_IN, event.type),
    }).body,
  );
const messageWith = (data: object, type = 'job.failed', given: Case = {}) =>
  messageOf({ ...SAMPLES[0]!.event, type, data: JSON.stringify(data) }, given);
const embedWith = (data: object, type = 'job.failed', given: Case = {}) =>
  messageWith(data, type, given).embeds[0];
const FULL = { message: { detail: 'full' } } as const;
const sumOf = ({ title, description = '', fields = [], footer }: DiscordMessage['embeds'][0]): number =>
  [title, description, footer?.text ?? '', ...fields.flatMap(({ name, value }) => [name, value])].join('')
    .length;
const judge = (status: number, body: unknown, headers: Record<string, string> = {}, onPlatform = true) =>
  discord.judge({
    status,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers,
    receivedAt: NOW,
    onPlatform,
  });
const urlOf = (given: string) => discord.format(SAMPLES[0]!.event, target({}, given)).url;

const button = (label: string, url: unknown) => ({ type: 2, style: 5, label, url });

describe('A Discord message', () => {
  const message = messageOf(SAMPLES[0]!.event);
  const [embed] = message.embeds;

  it('is one embed that pings nobody', () => {
    expect(message.embeds).toHaveLength(1);
    expect(message.allowed_mentions).toEqual({ parse: [] });
    expect(message).not.toHaveProperty('content');
  });

  it('has title, link, colour, facts, links, id and time when it is compact', () => {
    expect(embed).toEqual({
      title: expect.stringMatching(/^✅ Video ready: Netflix\xa0· Action Movies\xa0· 🇺🇸/u),
      url: 'https://studio.example.test/jobs/job_1704123456789_abc123',
      description: expect.stringMatching(
        /^Rendered in \*\*5\xa0min 30\xa0s\*\*\xa0· template \*\*auto\*\*\n\[[^\]]*Watch video\]\(https:\/\/cdn\.creatomate\.com\/renders\/abc123-video\.mp4\)\xa0· \[Open job\]\([^)]*\)\xa0· \[Delivery\]\([^)]*\/deliveries\/[^)]*\)$/,
      ),
      color: 0x2e9e5b,
      footer: { text: 'job_…abc123' },
      timestamp: '2024-01-01T12:05:30.000Z',
    });
    expect(message.components).toBeUndefined();
  });

  it.each(['standard', 'full'] as const)('has buttons when it is %s, on hosts of Discord alone', (detail) => {
    const { components, embeds } = messageOf(SAMPLES[0]!.event, { message: { detail } });
    expect(components).toEqual([
      {
        type: 1,
        components: [
          button('▶ Watch video', 'https://cdn.creatomate.com/renders/abc123-video.mp4'),
          button('Open job', expect.stringContaining('/jobs/')),
          button('Open delivery', expect.stringContaining('/deliveries/')),
        ],
      },
    ]);
    expect(embeds[0].description).not.toContain('](');
    const elsewhere = messageOf(SAMPLES[0]!.event, { url: ELSEWHERE, message: { detail } });
    expect(elsewhere.components).toBeUndefined();
    expect(elsewhere.embeds[0].description).toContain('[▶ Watch video](');
  });

  it('has a link in its text for an address that is too long for a button', () => {
    const video_url = `https://c.example/${'a'.repeat(600)}`;
    const { components, embeds } = messageWith({ job_id: 'j', video_url }, 'job.completed', FULL);
    expect(embeds[0].description).toContain(`Watch video](${video_url})`);
    expect(components![0]!.components.map(({ label }) => label)).toEqual(['Open job', 'Open delivery']);
  });

  it('has its id beside two links of an edited message where no delivery has a page', () => {
    const step = { type: 'job.script_completed', label: 'Script ready', ok: true } as const;
    const timeline = [{ ...step, timestamp: '2024-01-01T12:02:00Z' }];
    const conversation = { as: 'edit', ref: { message_id: '1' }, timeline } as const;
    const target = aTarget({
      url: ELSEWHERE,
      conversation,
      links: { ...LINKS, console: null },
      type: eventTypeOf(BUILT_IN, 'job.completed'),
    });
    const { embeds } = JSON.parse(discord.format(SAMPLES[0]!.event, target).body) as DiscordMessage;
    expect(embeds[0].description).toContain('[Open job](');
    expect(embeds[0].description).toContain('job\\_…abc123');
  });

  it('takes the buttons off the message that it edits where the event has none', () => {
    const conversation = { as: 'edit', ref: { message_id: '1' }, timeline: [] } as const;
    const event = { ...SAMPLES[1]!.event, data: '{}' };
    const body = (url: string) =>
      JSON.parse(discord.format(event, aTarget({ url, conversation })).body) as DiscordMessage;
    expect(body('https://discord.com/api/webhooks/1/t').components).toEqual([]);
    expect(body(ELSEWHERE).components).toBeUndefined();
  });

  it('announces an edit with buttons', () => {
    const conversation = { as: 'announce', ref: { message_id: '1' }, timeline: [] } as const;
    const { components, content } = messageOf(SAMPLES[1]!.event, { conversation });
    expect(components![0]!.components.map(({ label }) => label)).toEqual(['Open job', 'Open delivery']);
    expect(content).not.toContain('](');
  });

  it('announces an edit with links that show no preview, on other servers', () => {
    const conversation = { as: 'announce', ref: { message_id: '1' }, timeline: [] } as const;
    const { content } = messageOf(SAMPLES[1]!.event, { url: ELSEWHERE, conversation });
    expect(content).toContain('[Open job](<https://studio.example.test/jobs/job_1704123456789_abc123>)');
  });

  it('quotes the cause of a failure above where it stopped', () => {
    const [quote, facts] = messageOf(SAMPLES[1]!.event).embeds[0].description!.split('\n');
    expect(quote).toBe('> **Creatomate API error:** 422 — template "auto" needs 3 posters');
    expect(facts).toBe('At **Rendering video** \\(60%\\)\u{a0}· 3 retries');
  });

  it('adds the rest of the error and the timeline when it is standard', () => {
    const { description, fields } = messageOf(SAMPLES[1]!.event, { message: { detail: 'standard' } })
      .embeds[0];
    expect(description).toContain('```\nat render (render.js:118)\n```');
    expect(description).toMatch(
      /created <t:\d+:f>\u00a0✓\xa0· started <t:\d+:t>\u00a0✓\xa0· failed <t:\d+:t>\u00a0✗/,
    );
    expect(fields).toBeUndefined();
  });

  it('adds all fields when it is full', () => {
    expect(messageOf(SAMPLES[0]!.event, FULL).embeds[0].fields).toEqual(
      expect.arrayContaining([
        { name: 'Job ID', value: '`job_1704123456789_abc123`', inline: true },
        { name: 'Duration', value: '5 min 30 s', inline: true },
        { name: 'Created', value: '<t:1704110400:f>', inline: true },
        { name: 'Started', value: '<t:1704110405:t>', inline: true },
        { name: 'Completed', value: '<t:1704110730:t> (<t:1704110730:R>)', inline: true },
      ]),
    );
  });

  it('tells when the job ended where its event came later', () => {
    const timestamp = '2024-01-01T18:00:00Z';
    const done = messageOf({ ...SAMPLES[0]!.event, timestamp }).embeds[0];
    expect(done.timestamp).toBe('2024-01-01T12:05:30.000Z');
    const failed = { ...SAMPLES[1]!.event, timestamp };
    expect(messageOf(failed).embeds[0].description).toMatch(/<t:1704110645:[Rt]>$/);
  });

  it('tells the time of an event without a timeline once', () => {
    const { event } = SAMPLES.find((sample) => sample.event.type === 'webhook.endpoint_recovered')!;
    const { description, timestamp } = messageOf(event, { message: { detail: 'standard' } }).embeds[0];
    expect(description).not.toContain(`<t:${Math.trunc(Date.parse(timestamp!) / 1000)}`);
  });

  it('leads to the video where the job has no page', () => {
    const { event } = SAMPLES[0]!;
    const type = eventTypeOf(BUILT_IN, event.type);
    const { embeds } = JSON.parse(discord.format(event, { ...target(), type }).body) as DiscordMessage;
    expect(embeds[0].url).toBe('https://cdn.creatomate.com/renders/abc123-video.mp4');
  });

  it('has short links and the first fact beside the picture of a compact message, and no picture beside a long title', () => {
    const job = {
      job_id: 'j',
      video_url: 'https://c.example/v.mp4',
      processing_duration_ms: 64_000,
      parameters: { platform: 'netflix', template: 'auto' },
    };
    const data = { ...job, thumbnail_url: 'https://c.example/p.png' };
    const described = (given: object, more: Case = {}) =>
      embedWith(given, 'job.completed', more).description!.replaceAll('\u{a0}', ' ');
    expect(described(data)).toMatch(
      /^Rendered in \*\*1 min 4 s\*\*\n\[▶ Watch video\]\([^)]+\) · \[Job\]\([^)]+\)$/,
    );
    expect(described(job)).toMatch(/ · template \*\*auto\*\*\n.*\[Open job\].*\[Delivery\]/);
    expect(described(data, { message: { detail: 'standard' } })).toMatch(/ · template \*\*auto\*\*/);
    const long = {
      ...data,
      parameters: { platform: 'amazon prime video', genre: 'historical documentary', country: 'ba' },
    };
    expect(embedWith(long, 'job.completed')).not.toHaveProperty('thumbnail');
    expect(embedWith(long, 'job.completed', { message: { detail: 'standard' } })).toHaveProperty('thumbnail');
  });

  it('has a picture beside the text', () => {
    const data = { thumbnail_url: 'https://c.example/p.png' };
    expect(embedWith(data, 'job.completed').thumbnail).toEqual({ url: 'https://c.example/p.png' });
    expect(embedWith({ thumbnail_url: 'https://localhost/p.png' }, 'job.completed')).not.toHaveProperty(
      'thumbnail',
    );
  });

  it.each([
    ['<@123456789012345678>', { parse: [], users: ['123456789012345678'] }],
    ['<@&123456789012345678>', { parse: [], roles: ['123456789012345678'] }],
  ])('mentions exactly %s in a failure, and nobody in a success', (mentionOnFailure, allowed) => {
    const given = { message: { mentionOnFailure } };
    expect(messageWith({ error: '@everyone' }, 'job.failed', given)).toMatchObject({
      content: mentionOnFailure,
      allowed_mentions: allowed,
    });
    const success = messageWith({}, 'job.completed', given);
    expect(success).not.toHaveProperty('content');
    expect(success.allowed_mentions).toEqual({ parse: [] });
  });

  it.each(['@everyone', '<@1>', '<!here>', '<@123456789012345678> <@&1>'])(
    'takes %j for no mention',
    (text) => {
      const message = messageWith({}, 'job.failed', { message: { mentionOnFailure: text } });
      expect(message).not.toHaveProperty('content');
      expect(message.allowed_mentions).toEqual({ parse: [] });
    },
  );

  it('is posted with wait=true, in the thread of the URL', () => {
    expect(urlOf('https://discord.com/api/v10/webhooks/1/t')).toBe(
      'https://discord.com/api/v10/webhooks/1/t?wait=true&with_components=true',
    );
    expect(urlOf('https://discord.com/api/v10/webhooks/1/t?thread_id=5&wait=false')).toBe(
      'https://discord.com/api/v10/webhooks/1/t?thread_id=5&wait=true&with_components=true',
    );
  });

  it.each([
    ['https://discord.com/api/webhooks/1/t', 'https://discord.com/api/v10/webhooks/1/t'],
    ['https://ptb.discordapp.com/api/webhooks/1/t', 'https://ptb.discordapp.com/api/v10/webhooks/1/t'],
    ['https://discord.com/api/v6/webhooks/1/t', 'https://discord.com/api/v10/webhooks/1/t'],
    ['https://discord.com/api/v8/webhooks/1/t', 'https://discord.com/api/v8/webhooks/1/t'],
    ['https://discord.com/api/v11/webhooks/1/t', 'https://discord.com/api/v11/webhooks/1/t'],
    ['http://127.0.0.1:4002/api/webhooks/1/t', 'http://127.0.0.1:4002/api/webhooks/1/t'],
  ])('asks Discord for a version of the API that counts in seconds, and for buttons: %s', (given, sent) => {
    expect(urlOf(given)).toBe(
      `${sent}?wait=true${given.includes('127.0.0.1') ? '' : '&with_components=true'}`,
    );
  });

  it('goes to the thread of the options', () => {
    const options = { threadId: '123456789012345678' };
    expect(discord.format(SAMPLES[0]!.event, target(options)).url).toBe(
      'https://discord.com/api/v10/webhooks/1/t?wait=true&thread_id=123456789012345678&with_components=true',
    );
    expect(messageOf(SAMPLES[0]!.event, { options })).not.toHaveProperty('thread_name');
  });

  it.each([
    ['Job {job_id}', 'Job job_1704123456789_abc123'],
    ['{event} · {event_id}', 'job.completed · sample-job-completed'],
    ['x'.repeat(150), `${'x'.repeat(99)}…`],
    [`${'😀'.repeat(60)}`, `${'😀'.repeat(49)}…`],
    ['Renders', 'Renders'],
  ])('makes a post of its own, called by the template %.20s', (threadName, title) => {
    expect(messageOf(SAMPLES[0]!.event, { options: { threadName } }).thread_name).toBe(title);
  });

  it('calls the post by its headline where the event has nothing for the template', () => {
    const event = { ...SAMPLES[0]!.event, data: '{}' };
    expect(messageOf(event, { options: { threadName: '{job_id}' } }).thread_name).toBe('Video ready');
  });

  it.each([
    [{ threadName: '{job}' }, 'threadName may hold the placeholders'],
    [{ threadName: ' ' }, 'threadName must not be blank'],
    [{ threadName: 'x'.repeat(201) }, 'threadName must be shorter'],
    [{ threadId: '12' }, 'threadId must be the id of a thread'],
    [{ threadId: 'https://discord.com/channels/1/2' }, 'threadId must be the id of a thread'],
  ])('refuses the options %j', (options, sentence) => {
    const [fault] = validateSync(Object.assign(new DiscordOptions(), options));
    expect(Object.values(fault!.constraints!).join()).toContain(sentence);
  });

  it('refuses two threads at once', () => {
    const conflictsOf = (options: DiscordOptions, query = '') =>
      discord.conflicts!(new URL(`https://discord.com/api/webhooks/1/t${query}`), options);
    const threadId = '123456789012345678';
    expect(conflictsOf({ threadName: 'x', threadId })).toMatchObject([{ option: 'threadName' }]);
    expect(conflictsOf({ threadName: 'x' }, '?thread_id=5')).toMatchObject([{ option: 'threadName' }]);
    expect(conflictsOf({ threadId }, '?thread_id=5')).toMatchObject([{ option: 'threadId' }]);
    expect(conflictsOf({ threadId }, `?thread_id=${threadId}`)).toEqual([]);
    expect(conflictsOf({ threadName: 'x' })).toEqual([]);
  });

  it('shows an error as it is written, whatever signs are in it', () => {
    const data = { error: '*a* `b`\n```@everyone' };
    expect(embedWith(data, 'job.failed', FULL).description?.split('\n\n')[0]).toContain(
      '> ' + String.raw`\*a\* ` + '\\`b\\`\n```\n`\u200B`\u200B`@everyone\n```',
    );
  });

  it('breaks the names of emoji, and makes no list of a text', () => {
    expect(embedWith({ message: '- a :smile:\n1. b 12:09:00' }).description?.split('\n').slice(0, 2)).toEqual(
      ['\u200b- a :\u200bsmile:', '\u200b1. b 12:\u200b09:00'],
    );
  });

  it('tells an address that cannot be linked as text', () => {
    const { description } = embedWith({ video_url: 's3://bucket/key_1.mp4' }, 'job.completed');
    expect(description).toContain('Video `s3://bucket/key_1.mp4`');
    expect(description).not.toContain('Watch video');
  });

  it.each(['http://localhost:3000/v.mp4', `https://c.example/${'a'.repeat(2040)}`])(
    'tells a link that Discord would refuse as text: %.40s',
    (video_url) => {
      const { description = '', url } = embedWith({ video_url }, 'job.completed');
      expect([description, url]).toEqual([
        expect.stringContaining(`Video \`${video_url.slice(0, 20)}`),
        undefined,
      ]);
      expect(description).not.toContain('Watch video');
    },
  );

  it('links from the title alone where the address is too long for the text', () => {
    const video_url = `https://c.example/${'a'.repeat(1500)}`;
    const { description = '', url } = embedWith({ video_url }, 'job.completed');
    expect([description, url]).toEqual([expect.not.stringContaining('Watch video'), video_url]);
  });

  it('keeps an address with brackets inside its link', () => {
    const data = { video_url: 'https://c.example/a(1)b' };
    expect(embedWith(data, 'job.completed', { url: ELSEWHERE }).description).toContain(
      'Watch video](https://c.example/a%281%29b)',
    );
  });

  it('stays within 6000 in sum and 25 fields with every part full', () => {
    const long = '*'.repeat(10_000);
    const parameters = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`${i}${long}`, long]));
    const dates = { created_at: 1e9, started_at: 1e9, completed_at: 1e9, failed_at: 1e9 };
    const video_url = `https://c.example/${'a'.repeat(980)}`;
    const data = { error: `${long}\n${long}`, message: long, parameters, job_id: long, video_url, ...dates };
    for (const detail of ['compact', 'standard', 'full'] as const) {
      const embed = embedWith(data, 'job.failed', { message: { detail } });
      expect(sumOf(embed)).toBeLessThanOrEqual(6000);
      expect(embed.fields?.length ?? 0).toBeLessThanOrEqual(25);
    }
    expect(embedWith(data, 'job.failed', FULL).footer?.text).toMatch(/more not shown$/);
  });

  it('never passes 6000 in sum on the way from little to much', () => {
    for (let length = 100; length <= 300; length += 1) {
      const parameters = Object.fromEntries(
        Array.from({ length: 18 }, (_, i) => [`p${i}`, 'x'.repeat(length)]),
      );
      expect(
        sumOf(embedWith({ error: `x\n${'x'.repeat(5000)}`, parameters }, 'job.failed', FULL)),
      ).toBeLessThanOrEqual(6000);
    }
  });

  it('signs itself as the options say, unless Discord forbids the name', () => {
    expect(
      messageOf(SAMPLES[0]!.event, {
        options: { username: ' Render\nBot ', avatarUrl: 'https://c.example/a.png' },
      }),
    ).toMatchObject({
      username: 'Render Bot',
      avatar_url: 'https://c.example/a.png',
    });
    const refused = messageOf(SAMPLES[0]!.event, {
      options: { username: 'My Discord bot', avatarUrl: 'ftp://x' },
    });
    expect(Object.keys(refused).sort()).toEqual(['allowed_mentions', 'embeds']);
  });
});

const TAG = '123456789012345678';
const faults = (options: object) =>
  validateSync(Object.assign(new DiscordOptions(), options)).map(({ property }) => property);

describe('DiscordOptions', () => {
  it('are optional and checked', () => {
    expect(faults({})).toEqual([]);
    expect(faults({ username: 'Render Bot', avatarUrl: 'https://c.example/a.png' })).toEqual([]);
    expect(faults({ username: 'CLYDE 2', avatarUrl: 'javascript:1' })).toEqual(['username', 'avatarUrl']);
    expect(faults({ username: 'x'.repeat(81) })).toEqual(['username']);
    expect(faults({ username: '  ' })).toEqual(['username']);
  });

  it.each([
    ['1'.repeat(14), ['appliedTags']],
    ['fix', ['appliedTags']],
    [Array.from({ length: 6 }, () => TAG).join(','), ['appliedTags']],
    [`${TAG}, 876543210987654321`, []],
  ])('take 1 to 5 ids of tags: %s', (appliedTags, refused) => {
    expect(faults({ threadName: '{job_id}', appliedTags })).toEqual(refused);
  });

  it('give tags to posts of a forum, each once, and want a title beside them', () => {
    const options = { threadName: 'Job {job_id}', appliedTags: `${TAG} ,${TAG}, 876543210987654321` };
    expect(messageOf(SAMPLES[0]!.event, { options })).toMatchObject({
      thread_name: expect.stringMatching(/^Job /),
      applied_tags: [TAG, '876543210987654321'],
    });
    const url = new URL('https://discord.com/api/webhooks/1/t');
    expect(discord.conflicts!(url, { appliedTags: TAG }).map(({ option }) => option)).toEqual([
      'appliedTags',
    ]);
    expect(discord.conflicts!(url, options)).toEqual([]);
    expect(messageOf(SAMPLES[0]!.event, { options: { ...options, threadId: TAG } })).not.toHaveProperty(
      'applied_tags',
    );
  });
});

describe('Text in Discord', () => {
  it('shows every character of Markdown as it is', () => {
    expect(escapeDiscord('[x](javascript:y) **b** <@1> @here # > | ~ `c` \\')).toBe(
      String.raw`\[x\]\(javascript:y\) \*\*b\*\* \<\@1\> \@here \# \> \| \~ ` + '\\`c\\` \\\\',
    );
  });

  it('is never cut between a backslash and its character', () => {
    expect(plain('****', 6)).toBe(String.raw`\*\*…`);
    expect(plain('****', 7)).toBe(String.raw`\*\*\*…`);
  });

  it('stays within its code span and code block', () => {
    expect(code('a`*b', 20)).toBe('`aˋ*b`');
    expect(codeBlock('```', 20)).toBe('```\n`\u200B`\u200B`\n```');
  });
});

describe('The judgement of Discord answers', () => {
  it('does not disable for an answer that is not Discord’s', () => {
    for (const status of [400, 401, 403, 404]) {
      for (const body of ['', '<html>', '{}', '{"code":"10015"}', '{"code":10015}', '[]']) {
        expect(judge(status, body)).toMatchObject({ kind: 'retry', code: `HTTP_${status}` });
      }
    }
    expect(judge(502, { message: 'Unknown Webhook', code: 10015 }).kind).toBe('retry');
  });

  it('does not insist where Discord refuses without a known code', () => {
    expect(judge(404, { message: '404: Not Found', code: 0 }).kind).toBe('rejected');
    expect(judge(403, { message: 'Missing Access', code: 50001 }).kind).toBe('rejected');
  });

  it('comes back when Discord is overloaded', () => {
    expect(judge(400, { message: 'overloaded', code: 130000 }).kind).toBe('retry');
  });

  it('waits after a 429 as long as body or headers say, whichever is longer, with the whole endpoint', () => {
    const limited = { message: 'You are being rate limited.', retry_after: 0.3251, global: true };
    expect(judge(429, limited)).toEqual({
      kind: 'retry',
      code: 'HTTP_429',
      message: 'HTTP 429 response',
      afterMs: 326,
      pauseMs: 326,
      slowDown: true,
    });
    expect(judge(429, limited, { 'retry-after': '2' })).toMatchObject({ afterMs: 2000, pauseMs: 2000 });
    expect(judge(429, limited, { 'x-ratelimit-reset-after': '1.5' })).toMatchObject({
      afterMs: 1500,
      pauseMs: 1500,
    });
    expect(judge(429, { ...limited, code: 10015 }).kind).toBe('retry');
    expect(judge(429, { ...limited, retry_after: { toString: 1 } })).not.toHaveProperty('afterMs');
  });

  it('pauses after any answer that used up the bucket', () => {
    const empty = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': '1.25' };
    expect(judge(200, { id: '1' }, empty)).toEqual({
      kind: 'delivered',
      ref: { message_id: '1' },
      pauseMs: 1250,
    });
    expect(judge(400, { message: 'no', code: 50035 }, empty)).toMatchObject({
      kind: 'rejected',
      pauseMs: 1250,
    });
    expect(judge(200, '', { ...empty, 'x-ratelimit-remaining': '1' })).toEqual({ kind: 'delivered' });
    expect(judge(200, '', { ...empty, 'x-ratelimit-reset-after': 'soon' })).toEqual({ kind: 'delivered' });
  });

  it.each([
    ['the API without a version', 1337, '1337', '1.337', 1_337],
    ['a version before 8', 64_057, '64057', '64.057', 64_057],
    ['a wait of over a day in ms', 2_285_000, '2285000', '2.285', 2_285],
    ['a version that counts in seconds', 1.337, '2', '1.337', 2_000],
    ['a bucket that refills at once', 0.001, '1', '0.001', 1],
    ['a ban beside a bucket', 600, '600', '1', 600_000],
    ['no header of the bucket, and a body in ms', 1_337, '2', undefined, 2_000],
    ['no header of the bucket, and a header in ms', 1.337, '1337', undefined, 1_337],
    ['no header of the bucket, and both in seconds', 600.2, '601', undefined, 601_000],
    ['no header of the bucket', 5, '5', undefined, 5_000],
  ])('is not off by a factor of 1,000 with %s', (_, body, header, reset, ms) => {
    const headers = { 'retry-after': header, ...(reset ? { 'x-ratelimit-reset-after': reset } : {}) };
    expect(judge(429, { message: 'limited', retry_after: body }, headers)).toMatchObject({
      afterMs: ms,
      pauseMs: ms,
      slowDown: true,
    });
  });

  it('checks milliseconds by the time of the reset as well', () => {
    const headers = { 'retry-after': '1337', 'x-ratelimit-reset': String(NOW / 1000 + 1.337) };
    expect(judge(429, { retry_after: 1337 }, headers)).toMatchObject({ pauseMs: 1337 });
  });

  it.each([20016, 20022, 20026, 20028, 20029, 40062])(
    'slows down at the limit %d, whatever the status',
    (code) => {
      expect(judge(400, { message: 'limit', code })).toMatchObject({ kind: 'retry', slowDown: true });
    },
  );

  it('slows down at a ban without a time, and tells its words', () => {
    const ban = { code: 0, message: 'You are being blocked from accessing our API temporarily' };
    expect(judge(429, ban)).toMatchObject({
      kind: 'retry',
      slowDown: true,
      message: expect.stringContaining('You are being blocked'),
    });
    expect(judge(429, ban)).not.toHaveProperty('pauseMs');
    expect(judge(429, '<html><title>Access denied</title></html>')).toMatchObject({
      slowDown: true,
      message: 'HTTP 429 response: a web page: Access denied',
    });
  });

  it('reads and tells a refusal without a code', () => {
    expect(judge(400, { embeds: ['0'] })).toEqual({
      kind: 'rejected',
      code: 'HTTP_400',
      message: 'HTTP 400 response: embeds: [0]',
    });
    expect(judge(400, { embeds: ['0'] }, {}, false).kind).toBe('retry');
    expect(judge(403, { message: 'blocked by the gateway' })).toMatchObject({
      kind: 'retry',
      message: 'HTTP 403 response: message: blocked by the gateway',
    });
  });

  it('takes a page and an error for no success, on the hosts of Discord and others', () => {
    const page = '<!doctype html><title>Sign in</title>';
    for (const onPlatform of [true, false]) {
      expect(judge(200, page, {}, onPlatform)).toMatchObject({ kind: 'retry', code: 'unexpected_answer' });
      const refused = judge(200, { ok: false, error: 'no such webhook' }, {}, onPlatform);
      expect(refused).toMatchObject({ kind: 'retry', message: expect.stringContaining('no such webhook') });
      expect(judge(200, '{"id":"1","embe', {}, onPlatform)).toEqual({ kind: 'delivered' });
      expect(judge(200, { id: '1', status: 'error' }, {}, onPlatform)).toEqual({
        kind: 'delivered',
        ref: { message_id: '1' },
      });
    }
  });
});

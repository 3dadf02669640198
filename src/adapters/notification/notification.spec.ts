import { describe, expect, it } from '@jest/globals';
import { aTarget } from '../../../test/support/a-target.js';
import type { EventType } from '../../modules/model/event-type.js';
import type { GatewayEvent } from '../../modules/model/event.js';
import {
  DEFAULT_MESSAGE,
  DETAILS,
  type FieldChoice,
  type MessageOptions,
} from '../../modules/model/message-options.js';
import { BUILT_IN, eventTypeOf } from '../catalogue/catalogue.js';
import { SAMPLES } from '../samples.js';
import { notificationOf, type Notification } from './notification.js';
import { fieldLine } from './fields.js';
import { joined, textOf } from './rich.js';

const AT = Date.UTC(2024, 0, 1, 12, 5, 30, 123);
const LINKS = { console: 'https://hooks.example.test/gw', job: null };

const eventOf = (type: string, data: object = {}, timestamp = new Date(AT).toISOString()): GatewayEvent => ({
  id: 'e1',
  type,
  data: JSON.stringify(data),
  timestamp,
  acceptedAt: AT + 876,
});

interface Case {
  readonly message?: Partial<MessageOptions>;
  readonly type?: Partial<EventType>;
  readonly links?: { readonly console: string | null; readonly job: string | null };
}

function noted(event: GatewayEvent, { message, type, links }: Case = {}): Notification {
  return notificationOf(
    event,
    aTarget({
      message: { ...DEFAULT_MESSAGE, ...message },
      type: { ...eventTypeOf(BUILT_IN, event.type), ...type },
      ...(links ? { links } : {}),
    }),
  );
}

const notify = (type: string, data: object = {}, given: Case = {}) => noted(eventOf(type, data), given);
const full = (type: string, data: object) => notify(type, data, { message: { detail: 'full' } });
const valuesOf = (type: string, data: object) =>
  Object.fromEntries(full(type, data).fields.map(({ label, value }) => [label, value]));
const quietTexts = ({ quiet: { id, times } }: Notification): string[] =>
  [id, ...times.map(textOf)].filter(Boolean);
const choice = (fields: Partial<FieldChoice>): Partial<MessageOptions> => ({
  fields: { ...DEFAULT_MESSAGE.fields, ...fields },
});

describe('A notification says each thing once', () => {
  it.each([
    ['job.failed', { error: 'Render failed' }],
    ['job.failed', { error: 'RENDER FAILED!' }],
    ['job.failed', { error: 'Job failed' }],
    ['job.failed', { error: 'The rendering has failed.' }],
    ['job.failed', { error: 'failed' }],
    ['job.failed', { error: 'render failed: Netflix', parameters: { platform: 'netflix' } }],
    ['job.timeout', { error: { message: 'Job timed out.' } }],
    ['job.timeout', { error: 'the render timed out' }],
  ])('leaves out the cause of %s that repeats the title: %j', (type, data) => {
    for (const detail of DETAILS) {
      const { cause, plain, title } = notify(type, { job_id: 'j', ...data }, { message: { detail } });
      expect({ cause, plain }).toEqual({ cause: '', plain: title });
    }
  });

  it.each([
    ['the title', 'job.script_completed', { message: 'Script ready' }],
    ['the cause', 'job.failed', { error: 'No poster\n at a.js', message: 'no poster' }],
    ['a fact', 'job.failed', { current_step: 'Rendering', message: 'Rendering' }],
  ])('leaves out a body that repeats %s', (_, type, data) => {
    for (const detail of DETAILS) {
      const { body, plain } = notify(type, { job_id: 'j', ...data }, { message: { detail } });
      expect(body).toBe('');
      expect(plain.toLowerCase().split(data.message.toLowerCase())).toHaveLength(2);
    }
  });

  it.each([
    ['the subject', { parameters: { platform: 'hulu', country: 'us' }, message: 'Hulu, US' }],
    ['the headline and the cause', { error: 'No poster', message: 'Render failed: no poster' }],
  ])('leaves out a body that repeats the words of %s', (_, data) => {
    for (const detail of DETAILS) {
      const { body, plain } = notify('job.failed', { job_id: 'j', ...data }, { message: { detail } });
      expect(body).toBe('');
      expect(plain).not.toContain(data.message);
    }
  });

  it.each([
    ['the headline', { current_step: 'Script ready', progress: 60 }],
    ['the title', { current_step: 'script ready: Hulu', progress: 60, parameters: { platform: 'hulu' } }],
  ])('leaves out a fact that repeats %s', (_, data) => {
    for (const detail of DETAILS) {
      const { facts } = notify('job.script_completed', { job_id: 'j', ...data }, { message: { detail } });
      expect(facts.map(textOf)).toEqual(['60%']);
    }
  });

  it('keeps a cause and a body that say more than the title, and those that the operator wrote', () => {
    const said = { error: 'Render failed: out of memory\n at a.js', message: 'Video ready: 4 min' };
    expect(notify('job.failed', said, { message: { detail: 'standard' } })).toMatchObject({
      cause: 'Render failed: out of memory',
      causeDetail: 'at a.js',
      body: 'Video ready: 4 min',
    });
    const message = { cause: 'Render failed', body: 'Render failed' };
    expect(notify('job.failed', said, { message })).toMatchObject(message);
    const again = notify(
      'job.failed',
      { error: 'Render failed\n at a.js' },
      { message: { detail: 'standard' } },
    );
    expect(again).toMatchObject({ cause: '', causeDetail: 'at a.js' });
  });

  it.each<[unknown, string, string]>([
    [{ message: 'Render failed', cause: { message: 'S3: denied' } }, 'S3: denied', ''],
    [{ message: 'Render failed', code: 'E_S3', stack: 'E\n    at a.js' }, 'code: E_S3', 'at a.js'],
    ['Render failed\n    at a.js\nCaused by: S3: denied\n    at b.js', 'S3: denied', 'at a.js\n    at b.js'],
    ['Render failed\nrender failed!', '', 'render failed!'],
    ['{"message":"Render failed"}', '', '{"message":"Render failed"}'],
  ])('tells what an error says below a line that repeats the title: %j', (error, cause, causeDetail) => {
    const told = (detail: MessageOptions['detail']) =>
      notify('job.failed', { job_id: 'j', error }, { message: { detail } });
    expect(told('standard')).toMatchObject({ cause, causeDetail });
    const { plain, ...compact } = told('compact');
    expect(compact).toMatchObject({ cause, causeDetail: '' });
    expect(plain).toBe(cause === '' ? '❌ Render failed: j' : `❌ Render failed: j — ${cause}`);
  });

  it('takes a number or a yes for said only where a text of the message reads that field', () => {
    const data = {
      error: 'No render 3: needs 60 posters',
      retry_count: 3,
      current_step: 'Rendering',
      progress: 60,
      poster_count: 60,
      shard: 3,
      urgent: false,
      codec: 'render',
    };
    const { fields } = notify('job.failed', data, { message: { detail: 'standard' } });
    expect(fields.map(({ name }) => name)).toEqual(['poster_count', 'shard', 'urgent']);
    const own = notify('job.failed', data, {
      message: { detail: 'standard', subject: 'of {{ data.shard }}' },
    });
    expect(own.fields.map(({ name }) => name)).toEqual(['poster_count', 'urgent']);
  });

  it.each(['en', 'en-IN', 'de', 'fr', 'ar-EG', 'fa', 'hi-u-nu-deva'])(
    'takes a number for said that a fact writes with separators (%s)',
    (locale) => {
      const facts = ['**{{ data.amount | number }}** paid'];
      const message: Partial<MessageOptions> = { detail: 'standard', locale };
      expect(notify('own.paid', { amount: 1_234_567 }, { type: { facts }, message }).fields).toEqual([]);
    },
  );
});

describe('The title of a notification', () => {
  it('says what happened and which job', () => {
    const { title, emoji, headline, tone } = noted(SAMPLES[0]!.event);
    expect(title).toMatch(/^✅ Video ready: Netflix\xa0· Action Movies\xa0· 🇺🇸/u);
    expect({ emoji, headline, tone }).toEqual({ emoji: '✅', headline: 'Video ready', tone: 'success' });
  });

  it('names the job by its id where the data says nothing of it', () => {
    expect(notify('job.failed', { job_id: 'job_1' }).title).toBe('❌ Render failed: job_1');
    expect(notify('job.failed').title).toBe('❌ Render failed');
  });

  it.each<[string, object, string]>([
    ['job.completed', { job_id: 'j', title: 'Heat' }, '✅ Video ready: Heat'],
    [
      'job.completed',
      { job_id: 'j', name: 'worker-3', parameters: { title: 'Heat' } },
      '✅ Video ready: Heat',
    ],
    ['job.completed', { title: 'Heat', parameters: { platform: 'hulu' } }, '✅ Video ready: Hulu'],
    ['job.completed', { job_id: 'j', title: ['Heat'], name: 'worker-3' }, '✅ Video ready: j'],
    ['user.created', { name: ' Ana ' }, '🔔 User Created: Ana'],
    ['user.created', { title: 'NaN', name: '' }, '🔔 User Created'],
    ['webhook.endpoint_failing', { title: 'x', webhook_id: 'w' }, '🔴 Endpoint failing'],
  ])('names what is no job with parameters by its title: %s %j', (type, data, title) => {
    const noticed = notify(type, data);
    expect(noticed.title).toBe(title);
    for (const { value } of noticed.fields) expect(noticed.title).not.toContain(value);
    expect(notify(type, data, { message: { subject: '{{ data.none }}' } }).title).not.toContain('Heat');
  });

  it.each<[string, object]>([
    ['a list', { job_id: [1, [2]] }],
    ['an object', { job_id: { id: 1 } }],
    ['a truth value', { job_id: true }],
  ])('does not take %s for the id of a job', (_, data) => {
    expect(notify('job.failed', data, { links: LINKS })).toMatchObject({
      title: '❌ Render failed',
      link: null,
    });
  });

  it('makes nothing of truth values where a name is expected', () => {
    expect(
      notify('job.failed', { parameters: { genre: true, platform: false, country: true } }).subject,
    ).toBe('');
  });

  it('leaves parts without data out', () => {
    const parameters = { genre: 'action', platform: null, country: 'NaN' };
    expect(notify('job.failed', { parameters }).subject).toBe('Action');
  });

  it.each<[string, object, string]>([
    ['genre and kind', { genre: 'documentary', contentType: 'documentary' }, 'Documentary'],
    ['a genre that names the kind', { genre: 'Action movies', contentType: 'movies' }, 'Action movies'],
    ['all three', { platform: 'Movies', genre: 'movies', contentType: 'movies' }, 'Movies'],
    ['platform and country', { platform: 'all', genre: 'drama', country: 'all' }, 'All · Drama'],
    ['none', { genre: 'action', contentType: 'movies' }, 'Action Movies'],
    ['none of one alone', { contentType: 'tv_shows' }, 'TV Shows'],
  ])('says a word once that %s share', (_, parameters, subject) => {
    expect(notify('job.completed', { parameters }).subject.replaceAll('\u{a0}', ' ')).toBe(subject);
  });

  it('names each of several platforms, genres and countries', () => {
    const parameters = { platform: ['netflix', 'disney_plus'], genre: ['sci_fi'], country: ['us', 'de'] };
    const { subject, fields } = full('job.completed', { parameters });
    expect(subject.replaceAll('\u{a0}', ' ')).toBe('Netflix, Disney+ · Sci-Fi · 🇺🇸 US, 🇩🇪 Germany');
    expect(fields.map(({ value }) => value)).toEqual([
      '🇺🇸 United States, 🇩🇪 Germany',
      'Netflix, Disney+',
      'Sci-Fi',
    ]);
  });

  it('says where the job of a type that no catalogue lists stands', () => {
    const { facts } = notify('job.progress', {
      current_step: 'scene_4',
      progress: 42,
      processing_duration_ms: 64_000,
    });
    expect(textOf(joined(facts)).replaceAll('\u{a0}', ' ')).toBe('Scene 4 · 42% · after 1 min 4 s');
  });

  it('is readable for a type that no catalogue lists', () => {
    expect(notify('render.queue_full').title).toBe('🔔 Render Queue Full');
    expect(notify('__proto__').title).toBe('🔔 Proto');
  });

  it('is readable where a template of the type gives nothing', () => {
    const type = { headline: '{{ data.none }}' };
    expect(notify('job.deleted', { job_id: 'j' }, { type }).title).toBe('🗑️ Job Deleted: j');
    expect(notify('render.queue_full', {}, { type }).title).toBe('🔔 Render Queue Full');
  });

  it('is the operator’s where the endpoint has templates, with the emoji that these begin with', () => {
    const title = 'Render {{ data.job_id }}';
    const message = { title, subject: '{{ data.parameters.country | upcase }}' };
    const data = { job_id: 7, parameters: { country: 'de' } };
    expect(notify('job.failed', data, { message }).title).toBe('❌ Render 7: DE');
    expect(notify('job.failed', data, { message: { title: `🎬 ${title}` } }).emoji).toBe('');
  });

  it('names the gateway in a full message', () => {
    expect(full('job.failed', { job_id: 'j' }).title).toBe('❌ StreamGank\u{a0}· Render failed: j');
    expect(notify('job.failed', {}, { message: { detail: 'full', title: 'Own' } }).title).toBe('❌ Own');
  });

  it('marks an event that says that it is a test', () => {
    expect(notify('job.completed', { test: true, job_id: 'j' }).title).toBe('🧪 Test: Video ready: j');
    expect(notify('webhook.test', { test: true }).title).toMatch(/^🧪 Test message/);
    expect(full('job.completed', { test: true, job_id: 'j' }).fields.map(({ name }) => name)).toEqual([
      'job_id',
    ]);
    expect(full('job.completed', { test: 'B' }).fields).toMatchObject([{ name: 'test', value: 'B' }]);
  });

  it('says of a failure that is told after what the message shows that it is of earlier', () => {
    const conversation = { as: 'announce', ref: {}, timeline: [] } as const;
    const title = (isEarlier?: true) =>
      notificationOf(
        eventOf('job.failed', { job_id: 'j' }),
        aTarget({
          conversation: { ...conversation, ...(isEarlier && { isEarlier }) },
          type: eventTypeOf(BUILT_IN, 'job.failed'),
        }),
      ).title;
    expect([title(true), title()]).toEqual(['❌ Earlier: Render failed: j', '❌ Render failed: j']);
  });
});

describe('The plain text of a notification', () => {
  it('has the four lines of the guide for a finished job', () => {
    expect(noted(SAMPLES[0]!.event).plain.split('\n')).toEqual([
      '✅ StreamGank Job Completed',
      'Job ID: job_1704123456789_abc123',
      'Video: https://cdn.creatomate.com/renders/abc123-video.mp4',
      'Duration: 5m 30s',
    ]);
  });

  it('is one line with title and cause for every other event', () => {
    expect(notify('job.failed', { job_id: 'j', error: 'Creatomate 422\n  at render' }).plain).toBe(
      '❌ Render failed: j — Creatomate 422',
    );
    for (const { event } of SAMPLES.slice(1)) expect(noted(event).plain).not.toContain('\n');
  });

  it.each<[string, Partial<EventType>, Partial<MessageOptions>, string]>([
    ['a headline', { headline: 'Film ready' }, {}, '✅ Film ready: j'],
    ['an emoji', { emoji: '🎬' }, {}, '🎬 Video ready: j'],
    ['a subject', { subject: ['Film {{ data.job_id }}'] }, {}, '✅ Video ready: Film j'],
    ['a subject of the endpoint', {}, { subject: 'Film {{ data.job_id }}' }, '✅ Video ready: Film j'],
  ])('follows %s of the operator’s for a finished job', (_, type, message, plain) => {
    expect(notify('job.completed', { job_id: 'j' }, { type, message }).plain).toBe(plain);
  });

  it('keeps the lines of the guide where the operator’s entry has the built-in texts', () => {
    const { headline, emoji, subject } = eventTypeOf(BUILT_IN, 'job.completed');
    const type = { headline, emoji, subject: [...subject], schema: null };
    expect(notify('job.completed', { job_id: 'j' }, { type }).plain).toMatch(
      /^✅ StreamGank Job Completed\n/,
    );
  });

  it('is the operator’s title for a finished job too', () => {
    expect(notify('job.completed', { job_id: 'j' }, { message: { title: 'Done' } }).plain).toBe('✅ Done: j');
  });
});

describe('The cause of a notification', () => {
  it('is the first line of the error, and the rest is its detail beyond compact', () => {
    const data = { error: 'Creatomate 422: no poster\n  at render' };
    const { cause, causeDetail } = notify('job.failed', data, { message: { detail: 'standard' } });
    expect([cause, causeDetail]).toEqual(['Creatomate 422: no poster', 'at render']);
    expect(notify('job.failed', data).causeDetail).toBe('');
  });

  it('is the message of an error object', () => {
    expect(notify('job.failed', { error: { code: 7, message: 'no poster' } }).cause).toBe('no poster');
    expect(notify('job.failed', { error: { code: 7 } }).cause).toBe('code: 7');
  });

  it.each([true, false, [], [null, {}], { message: [[]] }])('is none where the error is %j', (error) => {
    expect(notify('job.failed', { error }, { message: { detail: 'full' } })).toMatchObject({
      cause: '',
      causeDetail: '',
    });
  });

  it('keeps the whole error below a cause of the operator’s own', () => {
    const message = { cause: 'See the log', detail: 'full' } as const;
    const { cause, causeDetail } = notify('job.failed', { error: 'a\nb' }, { message });
    expect([cause, causeDetail]).toEqual(['See the log', 'a\nb']);
  });
});

describe('The facts of a notification', () => {
  it.each([
    [{ retry_count: '3' }, '3 retries'],
    [{ retry_count: '1' }, '1 retry'],
    [{ retry_count: '0' }, ''],
    [{ retry_count: 'many' }, ''],
    [{ current_step: 'Rendering', progress: '0' }, 'At Rendering'],
    [{ current_step: 'Rendering', progress: '60' }, 'At Rendering (60%)'],
  ])('read numbers that are written as text as numbers: %j', (data, text) => {
    expect(notify('job.failed', data).facts.map(textOf).join(' · ')).toBe(text);
  });

  it('are sentences with emphasis, without those that lack a value', () => {
    const type = {
      facts: ['In **{{ data.took | duration }}**', 'by {{ data.who }}', '{{ data.a }} and {{ data.b }}'],
    };
    const { facts } = notify('job.completed', { took: 64_000, a: 1 }, { type });
    expect(facts).toEqual([[{ text: 'In ' }, { text: '1\xa0min 4\xa0s', strong: true }]]);
  });

  it.each<[string, object, string]>([
    ['job.completed', { parameters: { template: 'auto' } }, 'Template auto'],
    ['job.completed', { parameters: { template: 'auto' }, retry_count: 1 }, 'Template auto · 1 retry'],
    ['job.progress', { processing_duration_ms: 64_000 }, 'After 1 min 4 s'],
    ['job.progress', { current_step: 'ffmpeg pass 1' }, 'ffmpeg pass 1'],
    ['webhook.incident_closed', { closed_by: 'enabled' }, 'The endpoint is enabled again'],
    ['action.retry_requested', { by: 'ana', label: 'Retry' }, 'ana pressed Retry · sent to the job server'],
  ])('begin with a capital where the first word is the gateway’s: %s %j', (type, data, text) => {
    expect(textOf(joined(notify(type, data).facts)).replaceAll('\u{a0}', ' ')).toBe(text);
  });

  it('begin as the operator wrote them', () => {
    const type = { facts: ['iPhone {{ data.a }}', 'of {{ data.a }}'] };
    expect(notify('job.completed', { a: 1 }, { type }).facts.map(textOf)).toEqual(['iPhone 1', 'of 1']);
    const own = { facts: ['of {{ data.a }}'] };
    expect(notify('job.completed', { a: 1 }, { type: own }).facts.map(textOf)).toEqual(['of 1']);
  });

  it('carry points in time for platforms that know the reader’s zone', () => {
    const type = { facts: ['Next {{ data.next | time }}'] };
    const { facts } = notify('job.failed', { next: AT }, { type, message: { zone: 'Europe/Berlin' } });
    expect(facts[0]!.at(-1)).toEqual({ text: '1:05\xa0PM Europe/Berlin', at: AT, style: 'time' });
  });

  it.each<[string, object, string]>([
    [
      'webhook.endpoint_still_failing',
      { consecutive_failures: 99, failing_since: '2023-12-30T09:00:00Z', next_probe_at: AT + 600_000 },
      '99 failures since Dec 30 · next probe 12:15 PM UTC · nothing is lost · fix the receiver',
    ],
    [
      'webhook.endpoint_failing',
      { consecutive_failures: 9, failing_since: AT - 600_000 },
      '9 failures since 11:55 AM UTC · nothing is lost · fix the receiver',
    ],
    [
      'webhook.endpoint_recovered',
      { failing_since: '2022-12-30T09:00:00Z' },
      'Failing since Dec 30, 2022 · nothing is lost',
    ],
    [
      'webhook.digest',
      { count: 66, first_at: AT - 86_400_000, last_at: AT - 60_000 },
      '66 messages from Dec 31, 12:05 PM to 12:04 PM UTC',
    ],
  ])('tell the day of a time that is of another: %s', (type, data, text) => {
    const { facts } = notify(type, { name: 'CRM', ...data });
    expect(textOf(joined(facts)).replaceAll('\u{a0}', ' ')).toBe(text);
  });

  it('name the zone of their times once, behind the last, for platforms that know none of the reader', () => {
    const type = {
      facts: [
        'From {{ data.from | time }} to {{ data.to | time }}',
        'since {{ data.from | time }}: why',
        '{{ data.from | ago }}',
        'end',
      ],
    };
    const { facts } = notify('job.failed', { from: AT, to: AT }, { type, message: { detail: 'standard' } });
    expect(facts.map((fact) => textOf(fact).replaceAll('\u{a0}', ' '))).toEqual([
      'From 12:05 PM to 12:05 PM',
      'since 12:05 PM UTC: why',
      'now',
      'end',
    ]);
  });

  it('keep numbers with their units, so that no line of a phone begins with a unit', () => {
    const type = { facts: ['{{ data.a }}'] };
    const told = (a: string) => notify('job.failed', { a }, { type }).facts.map(textOf)[0];
    expect(told('2 min 25 s of 12.4 MB at 12:10 PM')).toBe('2\xa0min 25\xa0s of 12.4\xa0MB at 12:10\xa0PM');
    expect(told('3 sheep in 4 days, 5 minutes each')).toBe('3 sheep in 4 days, 5 minutes each');
    const { subject } = notify('webhook.endpoint_recovered', { name: 'CRM', failing_ms: 8_400_000 });
    expect(subject).toBe('CRM\u{a0}· after 2\xa0h 20\xa0min');
  });

  it('keep numbers and signs behind texts that are read from right to left where they are written', () => {
    const parameters = { platform: 'شاهد', genre: 'דרמה', country: 'us', voice: 'صوت (١)' };
    const { facts, subject, fields } = notify(
      'job.failed',
      { current_step: 'عرض الفيديو', progress: 60, parameters },
      { message: { detail: 'standard' } },
    );
    expect(textOf(facts[0]!)).toBe('At عرض الفيديو\u{200e} (60%)');
    expect(subject.replaceAll('\u{a0}', ' ')).toBe('شاهد\u{200e} · דרמה\u{200e} · 🇺🇸 US');
    expect(textOf(fieldLine(fields, { label: 60, value: 60 }))).toBe('Voice صوت (١)\u{200e}');
    const type = { facts: ['**عرض** الفيديو ثم **شيء**'] };
    expect(textOf(notify('job.failed', {}, { type }).facts[0]!)).toBe('عرض الفيديو ثم شيء\u{200e}');
    expect(notify('job.failed', { error: 'فشل: شيء' }).cause).toBe('فشل: شيء');
    expect(notify('job.failed', {}, { message: { subject: 'شاهد' } }).subject).toBe('شاهد\u{200e}');
  });

  it('show asterisks of the data as they are', () => {
    const type = { facts: ['By {{ data.who }}'] };
    expect(notify('job.failed', { who: '**me**' }, { type }).facts.map(textOf)).toEqual(['By **me**']);
  });
});

describe('The links of a notification', () => {
  const job = 'https://studio.example.test/jobs/{{ data.job_id }}';
  const urlsOf = ({ actions }: Notification) => actions.map(({ label, url }) => `${label} ${url}`);

  it('lead to the job server, and to the delivery in the console', () => {
    const noticed = notify(
      'job.failed',
      { job_id: 'a/b' },
      { links: { ...LINKS, job }, message: { detail: 'standard' } },
    );
    expect(noticed.link).toBe('https://studio.example.test/jobs/a%2Fb');
    expect(urlsOf(noticed)).toEqual([
      'Open job https://studio.example.test/jobs/a%2Fb',
      'Open delivery https://hooks.example.test/gw/deliveries/550e8400-e29b-41d4-a716-446655440000',
    ]);
  });

  it('lead from a deleted job, which the job server no longer knows, to the console', () => {
    const { link, actions } = notify('job.deleted', { job_id: 'a' }, { links: { ...LINKS, job } });
    const page = 'https://hooks.example.test/gw/jobs/a';
    expect([link, actions.map(({ url }) => url)]).toEqual([page, [page]]);
    const lonely = notify('job.deleted', { job_id: 'a' }, { links: { console: null, job } });
    expect([lonely.link, lonely.actions]).toEqual([null, []]);
  });

  it('lead to no delivery from a test, which is kept nowhere', () => {
    for (const detail of ['compact', 'standard'] as const) {
      const { actions, quiet } = notificationOf(
        eventOf('job.failed', { job_id: 'a', test: true }),
        aTarget({
          isTest: true,
          links: LINKS,
          message: { ...DEFAULT_MESSAGE, detail },
          type: eventTypeOf(BUILT_IN, 'job.failed'),
        }),
      );
      expect([actions.map(({ label }) => label), quiet.link]).toEqual([['Open job'], null]);
    }
  });

  it('are one row in a compact message, where the quiet line leads to the delivery', () => {
    const data = { job_id: 'j', video_url: 'https://c.test/v' };
    const noticed = notify('job.completed', data, { links: { ...LINKS, job } });
    expect(noticed.actions.map(({ label }) => label)).toEqual(['▶ Watch video', 'Open job']);
    expect(noticed.quiet.link).toEqual({
      label: 'Delivery',
      url: 'https://hooks.example.test/gw/deliveries/550e8400-e29b-41d4-a716-446655440000',
    });
    expect(notify('job.completed', data).quiet.link).toBeNull();
  });

  it('are at most three in a compact message, with one of those that are asked for last', () => {
    const mute = { style: 'default', place: 'last', byLink: false } as const;
    const actionLinks = [
      { ...mute, name: 'probe', label: 'Probe now', url: 'https://c.test/1', place: 'first' as const },
      { ...mute, name: 'mute_1h', label: 'Mute 1 h', url: 'https://c.test/2' },
      { ...mute, name: 'mute_tomorrow', label: 'Mute until tomorrow', url: 'https://c.test/3' },
    ];
    const labelsOf = (detail: MessageOptions['detail']): readonly string[] => {
      const event = eventOf('webhook.endpoint_failing', { reason: 'HTTP 500', webhook_id: 'webhook_7' });
      const message = { ...DEFAULT_MESSAGE, detail };
      const type = eventTypeOf(BUILT_IN, event.type);
      return notificationOf(event, aTarget({ actionLinks, message, type, links: LINKS })).actions.map(
        ({ label }) => label,
      );
    };
    expect(labelsOf('compact')).toEqual(['Probe now', 'Endpoint', 'Mute 1 h']);
    expect(labelsOf('standard')).toContain('Mute until tomorrow');
  });

  it('take no room in a compact message where they lead nowhere, have no label, or lead where another does', () => {
    const own = (label: string, url: string) => ({ label, url });
    const type = {
      ...eventTypeOf(BUILT_IN, 'webhook.endpoint_failing'),
      actions: [
        own('Nowhere', 'javascript:1'),
        own('', 'https://c.test/2'),
        own('Probe', 'https://c.test/1'),
        own('Open log', 'https://c.test/3'),
      ],
    };
    const probe = { name: 'probe', label: 'Probe now', url: 'https://c.test/1', place: 'first' } as const;
    const mute = { name: 'mute_1h', label: 'Mute 1 h', url: 'https://c.test/4', place: 'last' } as const;
    const actionLinks = [probe, mute].map((link) => ({ ...link, style: 'default' as const, byLink: false }));
    const event = eventOf('webhook.endpoint_failing', { webhook_id: 'webhook_7' });
    const { actions } = notificationOf(event, aTarget({ actionLinks, type, message: DEFAULT_MESSAGE }));
    expect(actions.map(({ label }) => label)).toEqual(['Probe now', 'Open log', 'Mute 1 h']);
  });

  it('lead to the delivery by a button where a compact message has no id', () => {
    const { actions, quiet } = notify('job.failed', {}, { links: LINKS });
    expect([actions.map(({ label }) => label), quiet.link]).toEqual([['Open delivery'], null]);
  });

  it('lead to the job of a failed delivery from the quiet line', () => {
    const data = { webhook_id: 'webhook_7', delivery_id: 'd1', name: 'CRM', job_id: 'j' };
    const { actions, quiet } = notify('webhook.delivery_exhausted', data, { links: LINKS });
    expect(actions.map(({ label }) => label)).toEqual(['Open delivery', 'Open endpoint']);
    expect(quiet.link).toEqual({ label: 'Job', url: 'https://hooks.example.test/gw/jobs/j' });
  });

  it('lead to the console’s page of the job where the job server has none', () => {
    expect(notify('job.failed', { job_id: 'j' }, { links: LINKS }).link).toBe(
      'https://hooks.example.test/gw/jobs/j',
    );
  });

  it('lead to the endpoint that an event of the gateway speaks of', () => {
    const data = { webhook_id: 'webhook_7', delivery_id: 'd1', name: 'CRM' };
    const noticed = notify('webhook.delivery_exhausted', data, { links: LINKS });
    expect(noticed.link).toBe('https://hooks.example.test/gw/endpoints/webhook_7');
    expect(urlsOf(noticed)).toContain('Open delivery https://hooks.example.test/gw/deliveries/d1');
  });

  it('lead nowhere from an event about endpoints that names none, and to the tested endpoint from a test', () => {
    const data = { certificate: 'client', subject: 'CN=gateway', webhook_ids: [] };
    const noticed = notify('webhook.certificate_expiring', data, { links: LINKS });
    expect([noticed.link, noticed.actions.filter(({ label }) => label === 'Open endpoint')]).toEqual([
      null,
      [],
    ]);
    const own = 'https://hooks.example.test/gw/endpoints/webhook_1';
    expect(notify('webhook.test', { test: true }, { links: LINKS }).link).toBe(own);
  });

  it('are absent without a public address and a job', () => {
    expect(notify('job.failed', { job_id: 'j' })).toMatchObject({ link: null, actions: [] });
    expect(notify('job.failed', {}, { links: { ...LINKS, job } }).link).toBeNull();
  });

  it('are http(s) alone, and each place has one', () => {
    const type = {
      actions: [
        { label: 'Watch', url: '{{ data.video_url }}' },
        { label: 'Again', url: '{{ data.video_url }}' },
        { label: 'Bad', url: 'javascript:alert(1)' },
        { label: '', url: 'https://x.test/' },
      ],
    };
    const { actions } = notify('job.completed', { video_url: 'https://c.test/v' }, { type });
    expect(actions).toEqual([{ label: 'Watch', url: 'https://c.test/v', style: 'default' }]);
  });

  it('show no picture in a compact message that says why', () => {
    const data = { thumbnail_url: 'https://cdn.example.test/1.png' };
    const imageOf = (type: string, more: object = {}, detail: MessageOptions['detail'] = 'compact') =>
      notify(type, { ...data, ...more }, { message: { detail } }).image;
    expect(imageOf('job.failed')).toBeNull();
    expect(imageOf('job.completed_with_issues', { error: 'no poster' })).toBeNull();
    expect(imageOf('job.completed_with_issues', { error: 'no poster' }, 'standard')).not.toBeNull();
    expect(imageOf('job.completed')).not.toBeNull();
  });

  it('show a picture over https alone', () => {
    const imageOf = (thumbnail_url: string) => notify('job.completed', { thumbnail_url }).image?.url ?? null;
    expect(imageOf('https://c.test/p.png')).toBe('https://c.test/p.png');
    expect(imageOf('http://c.test/p.png')).toBeNull();
    expect(imageOf(`https://c.test/${'a'.repeat(2000)}`)).toBeNull();
  });
});

describe('The fields of a full notification', () => {
  it('write what is within a value in people’s words, too, and leave out what says nothing', () => {
    const render = {
      fps: 25,
      took_ms: 83_000,
      file_size: 1_500_000,
      started_at: '2024-01-01T12:04:00Z',
      country: 'fr',
      ended_at: '0000-00-00T00:00:00Z',
      note: 'NaN',
      output: { width: 1080, cut: { first: true } },
      draft: false,
    };
    const [field] = full('job.completed', { render, empty: {}, nothing: { note: null } }).fields;
    expect(field).toMatchObject({ name: 'render', label: 'Render', exact: false });
    expect(field!.value.replaceAll('\u{a0}', ' ')).toBe(
      'FPS: 25, Took: 1 min 23 s, File size: 1.5 MB, Started at: Jan 1, 2024, 12:04 PM UTC, Country: 🇫🇷 France, Output: {width: 1080, cut: {first: yes}}, Draft: no',
    );
    expect(full('job.completed', { render, empty: {}, nothing: { note: null } }).fields).toHaveLength(1);
  });

  it('begin with the job, then have what people know, then the rest', () => {
    const { fields } = full('job.failed', {
      zeta: 1,
      retry_count: 2,
      parameters: {
        voice: 'anna',
        template: 'auto',
        genre: 'action',
        country: 'us',
        contentType: 'movies',
        platform: 'netflix',
      },
      processing_duration_ms: 330_000,
      status: 'failed',
      job_id: 'job_1',
      progress: 60,
      current_step: 'Rendering',
    });
    expect(fields.map(({ label, value }) => `${label}=${value}`)).toEqual([
      'Job ID=job_1',
      'Status=failed',
      'Duration=5 min 30 s',
      'Retries=2',
      'Step=Rendering',
      'Progress=60%',
      'Country=🇺🇸 United States',
      'Platform=Netflix',
      'Genre=Action',
      'Content=Movies',
      'Template=auto',
      'Voice=anna',
      'Zeta=1',
    ]);
  });

  it('have retries only when there were some, and progress only while it tells something', () => {
    expect(valuesOf('job.completed', { retry_count: 0, progress: 100, current_step: 'Done' })).toEqual({});
    expect(valuesOf('job.failed', { progress: 60.4, current_step: 'x' })).toEqual({
      Step: 'x',
      Progress: '60%',
    });
  });

  it('have ids of any kind, and nothing for values that are missing', () => {
    expect(valuesOf('job.completed', { job_id: 42, status: null, processing_duration_ms: -1 })).toEqual({
      'Job ID': '42',
    });
  });

  it('have points in time of the data as such', () => {
    const [field] = full('job.failed', { next_probe_at: '2024-01-01T12:05:30.123Z' }).fields;
    expect(field).toEqual({
      name: 'next_probe_at',
      label: 'Next probe at',
      value: 'Jan 1, 2024, 12:05 PM',
      zone: 'UTC',
      exact: false,
      at: AT,
    });
  });

  it('have Unix times as dates under names of dates alone', () => {
    const data = {
      published_at: AT,
      expiryDate: AT / 1000,
      checked_at: String(Math.trunc(AT / 1000)),
      seen_at: '2024-01-01 12:05:30+00',
      endTime: AT,
      cpu_time: AT,
      order_number: AT,
      room_at: 17,
    };
    const date = 'Jan 1, 2024, 12:05 PM';
    expect(valuesOf('job.completed', data)).toEqual({
      'Published at': date,
      'Expiry date': date,
      'Checked at': date,
      'Seen at': date,
      'End time': date,
      'CPU time': String(AT),
      'Order number': String(AT),
      'Room at': '17',
    });
  });

  it('have durations in seconds, the share of a text, and days in people’s words', () => {
    const data = {
      duration_s: 75,
      renderTimeSeconds: '90',
      length_in_sec: 5.5,
      params_s: 'many',
      progress: '42%',
      due_date: '2024-02-01',
    };
    expect(full('own.made', data).fields.map(({ label, value }) => `${label}=${value}`)).toEqual([
      'Progress=42%',
      'Duration=1 min 15 s',
      'Render time=1 min 30 s',
      'Length=5.5 s',
      'Params s=many',
      'Due date=Feb 1, 2024',
    ]);
    expect(
      notify('own.made', data, { message: { zone: 'America/New_York', detail: 'full' } }).fields,
    ).toContainEqual(expect.objectContaining({ name: 'due_date', value: 'Feb 1, 2024' }));
  });

  it('read units from names in either spelling', () => {
    const data = {
      queue_wait_ms: 400,
      renderTimeMs: 64_000,
      memoryBytes: 1e9,
      fileSize: 12_400_000,
      userId: 'u_1',
    };
    const { fields } = full('render.done', data);
    expect(fields.map(({ label, value }) => `${label}: ${value}`.replaceAll('\u{a0}', ' '))).toEqual([
      'Queue wait: 400 ms',
      'Render time: 1 min 4 s',
      'Memory: 1 GB',
      'File size: 12.4 MB',
      'User ID: u_1',
    ]);
    expect(fields.at(-1)).toMatchObject({ name: 'userId', exact: true });
  });

  it('have the step of a job in words where it is a code', () => {
    const { facts, fields } = full('job.failed', { current_step: 'rendering_video', progress: 60 });
    expect(facts.map(textOf)).toEqual(['At Rendering video (60%)']);
    expect(fields[0]).toMatchObject({ label: 'Step', value: 'Rendering video' });
  });

  it.each([0, '0', 0.4])('have no duration of work that took no time: %j', (processing_duration_ms) => {
    const { facts, fields, plain } = full('job.completed', { processing_duration_ms });
    expect([facts, fields, plain]).toEqual([[], [], '✅ StreamGank Job Completed']);
  });

  it('have durations and states in people’s words, in one form', () => {
    expect(valuesOf('job.failed', { status: 'completed_with_issues', wait_ms: 330_000 })).toEqual({
      Status: 'completed with issues',
      Wait: '5 min 30 s',
    });
  });

  it.each(
    SAMPLES.filter(({ event }) => event.type.startsWith('webhook.')).map(
      ({ event }) => [event.type, event] as const,
    ),
  )('repeat nothing that stands above in the gateway’s own events: %s', (_, event) => {
    const { fields, subject, cause, facts, body } = noted(event, { message: { detail: 'full' } });
    const said = [subject, cause, ...facts.map(textOf), body].join(' · ');
    expect(fields.filter(({ value }) => value.length > 2 && said.includes(value))).toEqual([]);
    const times = new Set(facts.flat().map(({ at }) => at));
    expect(fields.filter(({ at }) => at !== undefined && times.has(at))).toEqual([]);
    const raw = fields.filter(({ label }) => /\bms$|^Rested|^Webhook|\bids$/.test(label));
    expect([raw, JSON.stringify(fields).match(/\d{4}-\d\d-\d\dT/)]).toEqual([[], null]);
  });

  it('are, in the gateway’s own events, what to do and where in a standard message', () => {
    const { event } = SAMPLES.find((sample) => sample.event.type === 'webhook.endpoint_failing')!;
    const { fields, body } = noted(event, { message: { detail: 'standard' } });
    expect([body, fields.map(({ label }) => label)]).toEqual([
      expect.stringMatching(/^The receiver is .*check the receiver\.$/),
      ['URL'],
    ]);
  });

  it('have shares as the language of the endpoint writes them', () => {
    const message = { detail: 'full', locale: 'de-DE' } as const;
    const { facts, fields } = notify('job.failed', { current_step: 'Render', progress: 60 }, { message });
    expect(fields.find(({ name }) => name === 'progress')!.value).toBe('60 %');
    expect(facts.map(textOf)).toEqual(['At Render (60\u{a0}%)']);
  });

  it.each([
    ['standard', 'Heat, Ronin', 'No subtitles'],
    ['full', '{title: Heat, year: 1995}, {title: Ronin, year: 1998}', '{message: No subtitles, code: 7}'],
  ] as const)(
    'name things of a list by their titles but in a full message: %s',
    (detail, movies, warnings) => {
      const data = {
        movies: [
          { title: 'Heat', year: 1995 },
          { title: 'Ronin', year: 1998 },
        ],
        cast: [{ name: 'Pacino' }, { role: 'extra' }],
        tags: ['a', 'b'],
        warnings: [{ message: 'No subtitles', code: 7 }],
      };
      const { fields } = notify('job.completed', data, { message: { detail } });
      expect(fields.map(({ value }) => value)).toEqual([
        movies,
        '{name: Pacino}, {role: extra}',
        'a, b',
        warnings,
      ]);
    },
  );

  it('write lists of counts as people do, and other lists as they are', () => {
    const types = [
      { type: 'job.failed', count: 48 },
      { count: 1, type: 'job.completed' },
    ];
    const values = full('a.b', { types, mixed: [{ type: 'x', count: 'many' }], none: [] }).fields;
    expect(values.map(({ value }) => value)).toEqual([
      '48 × job.failed, 1 × job.completed',
      '{type: x, count: many}',
    ]);
  });

  it('have nothing that programs alone read in the gateway’s own events', () => {
    const { event } = SAMPLES.find((sample) => sample.event.type === 'webhook.digest')!;
    const names = noted(event, { message: { detail: 'full' } }).fields.map(({ name }) => name);
    expect(names).toEqual(['webhook_id', 'delivery_id', 'types', 'jobs', 'job_ids']);
  });

  it('treat keys of Object.prototype as data', () => {
    const data = '{"parameters":{"__proto__":"a","constructor":"b"},"toString":"c"}';
    const event = { ...eventOf('job.failed'), data };
    expect(noted(event, { message: { detail: 'full' } }).fields.map(({ value }) => value)).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('are bounded however many parameters there are', () => {
    const parameters = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`p${i}`, i]));
    expect(full('job.failed', { parameters }).fields).toHaveLength(250);
  });
});

describe('The fields that an endpoint chooses', () => {
  const data = {
    job_id: 'j',
    error: 'e',
    parameters: { country: 'de', voice: 'anna', mood: 'dark' },
    retry_count: 2,
  };
  const namesOf = (message: Partial<MessageOptions>) =>
    notify('job.failed', data, { message }).fields.map(({ name }) => name);

  it('are none in a compact message that says something, and those not said already in a standard one', () => {
    expect(namesOf({})).toEqual([]);
    expect(namesOf({ detail: 'standard' })).toEqual(['voice', 'mood']);
  });

  it('stand in a compact message that says nothing else', () => {
    expect(notify('render.queue_full', { queue_length: 128 }).fields).toMatchObject([{ value: '128' }]);
  });

  it('are, where nothing is chosen, first those that tell something, then ids', () => {
    const made = {
      user_id: 1,
      uid: 'a1',
      trace_id: 'b2',
      callback_url: 'https://example.test/c',
      owner: 'Ana',
      plan: 'pro',
      seats: 5,
      coupon: 'none yet',
    };
    const { fields } = notify('user.created', made, { message: { detail: 'standard' } });
    expect(fields.map(({ name }) => name)).toEqual([
      'callback_url',
      'owner',
      'plan',
      'seats',
      'coupon',
      'user_id',
    ]);
  });

  it('begin with what says why', () => {
    const made = {
      account: '111',
      queue: 'a long name of a queue in the cloud',
      retry_reason: 'x',
      errorMessage: 'No input',
      errors_seen: 4,
    };
    const { fields } = notify('job.failed', made);
    expect(fields.map(({ name }) => name)).toEqual(['retry_reason', 'errorMessage', 'account']);
  });

  it('are those to show, in this order, at every detail, with or without the object they stand in', () => {
    for (const detail of ['compact', 'standard', 'full'] as const) {
      expect(namesOf({ detail, ...choice({ show: ['voice', 'parameters.country', 'nothing'] }) })).toEqual([
        'voice',
        'country',
      ]);
    }
  });

  it('leave out those to hide and begin with those of the order', () => {
    const fields = choice({ hide: ['job_id', 'status'], order: ['mood', 'retry_count'] });
    expect(namesOf({ detail: 'full', ...fields })).toEqual(['mood', 'retry_count', 'country', 'voice']);
  });

  it('have the labels that the endpoint gives them', () => {
    const message = choice({ show: ['voice'], labels: { 'parameters.voice': 'Speaker' } });
    expect(notify('job.failed', data, { message }).fields).toMatchObject([
      { label: 'Speaker', value: 'anna' },
    ]);
  });
});

describe('A compact message that says nothing else', () => {
  const long = 'A sentence of many words that goes on and on. '.repeat(9).trim();
  const shown = (data: object, given: Partial<MessageOptions> = {}) =>
    notify('own.made', data, { message: given });

  it('has three lines of its text on a phone, and longer messages and templates have all', () => {
    const { body, plain } = shown({ message: long });
    expect(body).toMatch(/^A sentence .*…$/);
    expect(body.length).toBeLessThanOrEqual(3 * 38);
    expect(plain.length).toBeGreaterThan(120);
    expect(shown({ message: 'a\nb\nc\nd' }).body).toBe('a\nb\nc …');
    expect(shown({ message: 'a\n\nb\nc' }).body).toBe('a\nb\nc');
    expect(shown({ message: long }, { detail: 'standard' }).body).toBe(long);
    expect(shown({ message: long }, { body: '{{ data.message }}' }).body).toBe(long);
  });

  it('has the fields that have room in two lines, beside its text', () => {
    const fieldsOf = (data: object, given: Partial<MessageOptions> = {}) =>
      shown(data, given).fields.map(({ label, value }) => `${label}=${value}`);
    const data = { script: long, voice: 'anna', mood: 'x'.repeat(60), fps: 25 };
    expect(fieldsOf(data)).toEqual([expect.stringMatching(/^Script=A sentence .{20,40}…$/), 'Voice=anna']);
    expect(fieldsOf({ a: '監'.repeat(90), b: 1 })).toEqual([expect.stringMatching(/^A=監{18}…$/), 'B=1']);
    expect(fieldsOf({ voice: 'anna', message: long })).toEqual(['Voice=anna']);
    expect(fieldsOf({ mood: 'm '.repeat(30), message: long })).toEqual([]);
    expect(fieldsOf(data, choice({ show: ['script'] }))[0]!.length).toBeGreaterThan(200);
    expect(fieldsOf(data, { detail: 'standard' })).toHaveLength(4);
  });
});

describe('The body of a notification', () => {
  it('is the message of the data where nothing else is said, and in longer messages', () => {
    const bodyOf = (detail: MessageOptions['detail'], data: object) =>
      notify('job.failed', { message: 'Look', ...data }, { message: { detail } }).body;
    expect(bodyOf('compact', {})).toBe('Look');
    expect(bodyOf('compact', { error: 'x' })).toBe('');
    expect(bodyOf('standard', { error: 'x' })).toBe('Look');
  });

  it('gives way, in the gateway’s own events, to the cause in plain words and what to do, beyond compact', () => {
    const { event } = SAMPLES.find((sample) => sample.event.type === 'webhook.endpoint_failing')!;
    const bodyOf = (detail: MessageOptions['detail']) => noted(event, { message: { detail } }).body;
    const advice =
      'The receiver is unavailable or overloaded. A later retry may succeed; if none does, check the receiver.';
    expect([bodyOf('compact'), bodyOf('standard'), bodyOf('full')]).toEqual(['', advice, advice]);
  });

  it('is the operator’s at every detail', () => {
    expect(notify('job.failed', { error: 'x' }, { message: { body: 'Ask {{ data.who }}' } }).body).toBe(
      'Ask',
    );
  });
});

describe('All parameters of a job', () => {
  const data = { job_id: 'j', parameters: { country: 'us', voice: 'anna' }, codec: 'h264' };
  const namesOf = (fields: Partial<FieldChoice>) =>
    notify('job.failed', data, { message: { detail: 'full', ...choice(fields) } }).fields.map(
      ({ name }) => name,
    );

  it('are shown, hidden and put first by the name of the object that they stand in', () => {
    expect(namesOf({ show: ['parameters'] })).toEqual(['country', 'voice']);
    expect(namesOf({ hide: ['data.parameters'] })).toEqual(['job_id', 'codec']);
    expect(namesOf({ order: ['codec', 'parameters'] })).toEqual(['codec', 'country', 'voice', 'job_id']);
  });

  it('are a field of that name where they are a text', () => {
    const { fields } = notify(
      'own.made',
      { parameters: 'us', a: 1 },
      { message: choice({ show: ['parameters'] }) },
    );
    expect(fields).toMatchObject([{ name: 'parameters', value: 'us' }]);
  });
});

describe('The facts of a compact notification', () => {
  const job = { job_id: 'j', current_step: 'Rendering', retry_count: 3 };
  const long = { platform: 'amazon_prime', genre: 'documentary', contentType: 'tv_shows', country: 'ba' };
  const factsOf = (data: object, detail: MessageOptions['detail'] = 'compact') =>
    notify('job.failed', { ...job, ...data }, { message: { detail } }).facts.map(textOf);

  it('are fewer, the last first, where title and cause leave them no line of six on a phone', () => {
    const error = 'Creatomate API error: 422 — template "vertical" needs three posters';
    expect(factsOf({ error })).toEqual(['At Rendering', '3 retries']);
    const current_step = 'Rendering the video of all scenes with Creatomate, once again, slowly';
    expect(factsOf({ error, current_step })).toEqual([`At ${current_step}`]);
    expect(factsOf({ error: 'Boom', parameters: long })).toEqual(['At Rendering', '3 retries']);
    expect(factsOf({ error, parameters: long })).toEqual([]);
    expect(factsOf({ error, parameters: long }, 'standard')).toEqual(['At Rendering', '3 retries']);
  });

  it('are fewer where the job has ended well, too, and beside a picture; the first stays', () => {
    const factsOf = (data: object) =>
      notify('job.completed', { processing_duration_ms: 330_000, ...data }).facts;
    const template = 'vertical_with_three_posters_and_outro_v2';
    const parameters = { ...long, template };
    const thumbnail_url = 'https://cdn.example.test/1.png';
    const [took, ...more] = factsOf({ parameters: { template }, retry_count: 3 });
    expect(more.map(textOf)).toEqual([`template ${template}`, '3 retries']);
    expect(factsOf({ parameters, retry_count: 3 })).toEqual([took, more[0]]);
    expect(factsOf({ parameters, retry_count: 3, thumbnail_url })).toEqual([took]);
    expect(factsOf({ parameters: { ...long, template: 'auto' } })).toHaveLength(2);
    expect(
      factsOf({ parameters: { ...long, template: 'auto' }, retry_count: 3, thumbnail_url }),
    ).toHaveLength(2);
    const name = 'the name of a template that takes more lines than there are '.repeat(3);
    expect(notify('job.completed', { parameters: { ...long, template: name } }).facts).toHaveLength(1);
  });

  it('are all there for every sample', () => {
    for (const { event } of SAMPLES)
      expect(noted(event).facts).toEqual(noted(event, { message: { detail: 'standard' } }).facts);
  });
});

describe('The cause of a compact notification', () => {
  const error = `Request to the renderer failed: ${'it answered that a poster is missing, '.repeat(6)}`;
  const causeOf = (detail: MessageOptions['detail'], given: Partial<MessageOptions> = {}) =>
    notify('job.failed', { error }, { message: { detail, ...given } }).cause;

  it('is cut to two lines of a phone, and longer ones and banners have more', () => {
    expect(causeOf('compact').length).toBeLessThanOrEqual(72);
    expect(causeOf('compact')).toBe('Request to the renderer failed: it answered that a poster is missing,…');
    expect(causeOf('standard').length).toBeGreaterThan(80);
    expect(notify('job.failed', { error }).plain.length).toBeGreaterThan(120);
  });

  it.each([
    [
      'GET https://api.example.test/v1/renders/0d8f3a1c-5e5b-4b1e?include=all failed: 500',
      'GET https://api.example.test/… failed: 500',
    ],
    [
      'No answer (https://api.example.test/v1/renders/0d8f3a1c-5e5b-4b1e). Stopped',
      'No answer (https://api.example.test/…). Stopped',
    ],
    [`bad token ${'x'.repeat(60)}end`, `bad token ${'x'.repeat(18)}…${'x'.repeat(7)}end`],
    ['https://api.example.test/v1/a is gone', 'https://api.example.test/v1/a is gone'],
    [`日本語${'語'.repeat(33)}`, `日本語${'語'.repeat(33)}`],
  ])('has the host of a long address and the ends of a long word: %s', (error, cause) => {
    const { cause: shown, plain } = notify('job.failed', { error });
    expect([shown, plain]).toEqual([cause, `❌ Render failed — ${cause}`]);
    expect(notify('job.failed', { error }, { message: { detail: 'standard' } }).cause).toBe(error);
  });

  it('is none where all outputs of the operator’s own are empty', () => {
    const message = { cause: 'Because: {{ data.error | error_line }}' };
    expect(notify('job.completed', { job_id: 'j' }, { message }).cause).toBe('');
    expect(notify('job.failed', { error: 'no poster' }, { message }).cause).toBe('Because: no poster');
    expect(notify('job.failed', {}, { message: { cause: 'See the runbook' } }).cause).toBe('See the runbook');
  });

  it('is shorter in letters that are twice as wide', () => {
    const { cause } = notify('job.failed', { error: '三枚のポスターが必要です'.repeat(8) });
    expect(cause).toMatch(/^三枚のポスターが必要です.*…$/);
    expect(cause).toHaveLength(36);
    expect(notify('job.failed', { error: '三枚' }).cause).toBe('三枚');
  });

  it('is the operator’s own as it was written', () => {
    expect(causeOf('compact', { cause: '{{ data.error }}' })).toMatch(
      /^Request to the renderer failed: .{200,}/,
    );
  });
});

describe('The quiet line of a notification', () => {
  const bare = { job_id: 'j', created_at: AT - 9_000, started_at: AT - 5_000, failed_at: AT };
  const parameters = { platform: 'netflix' };
  const data = { ...bare, parameters };
  const quietOf = (detail: MessageOptions['detail'], given: object = data) =>
    quietTexts(notify('job.failed', given, { message: { detail } }));

  it('has the id and the end of the job', () => {
    expect(quietOf('compact')).toEqual(['j', 'Jan\u{a0}1, 12:05\u{a0}PM']);
  });

  it('has the year where the event was accepted long after', () => {
    const late = { ...eventOf('job.failed', data), acceptedAt: AT + 200 * 86_400_000 };
    expect(quietTexts(noted(late))).toEqual(['j', 'Jan\u{a0}1, 2024, 12:05\u{a0}PM']);
  });

  it('has no id that leads nowhere where the title is that id', () => {
    expect(notify('job.failed', { job_id: 'j' }).title).toBe('❌ Render failed: j');
    expect(quietOf('compact', bare)).toEqual(['Jan\u{a0}1, 12:05\u{a0}PM']);
    expect(quietOf('standard', bare)[0]).toBe('j');
    expect(quietTexts(notify('job.failed', bare, { links: LINKS }))).toEqual([
      'j',
      'Jan\u{a0}1, 12:05\u{a0}PM',
    ]);
  });

  it('has both ends of a long id in a compact message, and all of it in longer ones', () => {
    const long = { job_id: 'job_1704123456789_abc123', parameters };
    const idOf = (detail: MessageOptions['detail']) => quietOf(detail, long)[0];
    expect(DETAILS.map(idOf)).toEqual(['job_…abc123', long.job_id, long.job_id]);
    expect(quietOf('compact', { job_id: 'a long id of eight words in a text', parameters })[0]).toMatch(
      /^a long id of eight/,
    );
  });

  it('is none in a compact message of the gateway whose title leads to the endpoint', () => {
    const given = { webhook_id: 'webhook_7', name: 'CRM' };
    expect(quietTexts(notify('webhook.endpoint_failing', given, { links: LINKS }))).toEqual([]);
    expect(quietTexts(notify('webhook.endpoint_failing', given))[0]).toBe('webhook_7');
  });

  it('has the timeline beyond compact, the day once', () => {
    expect(quietOf('standard')).toEqual([
      'j',
      'created Jan\u{a0}1, 2024, 12:05\u{a0}PM\u00a0✓',
      'started 12:05\u{a0}PM\u00a0✓',
      'failed 12:05\u{a0}PM\u00a0✗',
    ]);
  });

  it('has the time of the event where the job tells none, and none at all for one without time', () => {
    expect(quietOf('compact', {})).toEqual(['Jan\u{a0}1, 12:05\u{a0}PM']);
    expect(quietTexts(noted({ ...eventOf('job.failed', {}, 'garbage'), acceptedAt: Number.NaN }))).toEqual(
      [],
    );
  });

  it('is in the zone and language of the endpoint', () => {
    const message = { zone: 'Asia/Tokyo', locale: 'de' };
    expect(quietTexts(notify('job.failed', {}, { message }))).toEqual(['1.\u{a0}Jan., 21:05']);
  });
});

describe('A notification', () => {
  it('happened when the sender says, else when it was accepted', () => {
    expect(notify('job.failed').at).toBe(AT);
    expect(noted(eventOf('job.failed', {}, 'garbage')).at).toBe(AT + 876);
  });

  it('mentions somebody for failures alone', () => {
    const message = { mentionOnFailure: '<!here>' };
    expect(notify('job.failed', {}, { message }).mention).toBe('<!here>');
    expect(notify('job.completed', {}, { message }).mention).toBeNull();
  });

  it('has the built-in text where a template fails, and tells which', () => {
    const message = { title: '{% for i in (1..100000) %}x{% endfor %}', subject: '{{ nothing' };
    const noticed = notify('job.failed', { job_id: 'j' }, { message });
    expect(noticed.title).toBe('❌ Render failed: j');
    expect(noticed.faults.map(({ field }) => field)).toEqual(['message.title', 'message.subject']);
    for (const { message: sentence, line, column } of noticed.faults) {
      expect([sentence, line, column]).toEqual([
        expect.stringMatching(/^[A-Z].*\.$/s),
        1,
        expect.any(Number),
      ]);
    }
  });

  it('survives a catalogue whose every template fails', () => {
    const broken = '{% include "x" %}';
    const type = {
      headline: broken,
      subject: [broken],
      facts: [broken],
      cause: broken,
      image: broken,
      actions: [{ label: broken, url: broken }],
    };
    const noticed = notify('job.failed', { job_id: 'j' }, { type });
    expect(noticed.title).toBe('❌ Job Failed: j');
    expect(noticed.faults).toHaveLength(7);
  });
});

describe('A message of a job that is edited', () => {
  const at = (time: string): string => `2024-01-01T${time}:00.000Z`;
  const timeline = [
    { type: 'job.extraction_completed', timestamp: at('11:58'), label: 'Movies extracted', ok: true },
    { type: 'job.render_started', timestamp: at('12:00'), label: 'Render started', ok: true },
    { type: 'job.script_completed', timestamp: at('12:02'), label: 'Script ready', ok: true },
  ];
  const edited = (
    type: string,
    data: object,
    detail: MessageOptions['detail'],
    links?: Case['links'],
  ): Notification =>
    notificationOf(
      eventOf(type, { job_id: 'j', ...data }),
      aTarget({
        message: { ...DEFAULT_MESSAGE, detail },
        type: eventTypeOf(BUILT_IN, type),
        conversation: { as: 'edit', ref: {}, timeline },
        ...(links ? { links } : {}),
      }),
    );
  const before = ['render started 12:00\u{a0}PM\u{a0}✓', 'script ready 12:02\u{a0}PM\u{a0}✓'];

  it('has the newest of its history in the quiet line of a compact message, with short times, and its own time at the end', () => {
    const { quiet, history } = edited('job.completed', {}, 'compact');
    expect([history, quiet.before]).toEqual([[], 2]);
    expect(quiet.times.map(textOf)).toEqual([...before, '12:05\u{a0}PM']);
    expect(edited('job.workflow_incomplete', {}, 'compact').quiet.times.map(textOf)).toEqual(before.slice(1));
  });

  it('has the day of what was before where it was another', () => {
    const data = { completed_at: '2024-01-03T12:05:00.000Z' };
    const event = { ...eventOf('job.completed', { job_id: 'j', ...data }), timestamp: data.completed_at };
    const conversation = { as: 'edit', ref: {}, timeline } as const;
    const { quiet } = notificationOf(
      event,
      aTarget({ conversation, message: { ...DEFAULT_MESSAGE, detail: 'compact' } }),
    );
    expect(quiet.times.map(textOf)[1]).toBe('script ready Jan\u{a0}1, 2024, 12:02\u{a0}PM\u{a0}✓');
  });

  it('has a row of actions in the place of its history where it failed', () => {
    const failed = { error: 'Out of memory' };
    expect(edited('job.failed', failed, 'compact', LINKS).quiet.before).toBe(0);
    expect(edited('job.failed', failed, 'compact').quiet.before).toBe(2);
  });

  it('names a step as its message did, also one whose headline counts', () => {
    const { history } = edited('webhook.delivery_exhausted', { count: 2 }, 'standard');
    expect(textOf(history.at(-1)!)).toMatch(/^delivery failed 12:05/);
  });

  it('has all of its history beyond compact', () => {
    expect(edited('job.completed', {}, 'standard').history).toHaveLength(4);
  });
});

import { describe, expect, it } from '@jest/globals';
import { aTarget } from '../../../test/support/a-target.js';
import { DEFAULT_MESSAGE, type MessageOptions } from '../../modules/model/message-options.js';
import type { GatewayEvent } from '../../modules/model/event.js';
import { optionsOf } from '../../modules/endpoints/definitions/options.js';
import { BUILT_IN, eventTypeOf } from '../catalogue/catalogue.js';
import { maskUrl, recognise } from '../registry.js';
import { SAMPLES } from '../samples.js';
import { pushover } from './pushover.adapter.js';
import { plain } from './pushover-html.js';
import type { PushoverMessage } from './pushover-message.js';
import type { PushoverOptions } from './pushover-options.js';

const [TOKEN, USER] = ['azGDORePK8gMaC0QOYAMyEEuzJnyUi', 'uQiRzpo4DXghDmr9QzzfQu27cmVRsG'];
const MESSAGES = 'https://api.pushover.net/1/messages.json';
const WITH_KEYS = `${MESSAGES}?token=${TOKEN}&user=${USER}`;
const [COMPLETED, FAILED] = [SAMPLES[0]!.event, SAMPLES[1]!.event];

interface Given {
  readonly options?: PushoverOptions;
  readonly message?: Partial<MessageOptions>;
}

function requestFor(event: GatewayEvent, { options = {}, message }: Given = {}) {
  const type = eventTypeOf(BUILT_IN, event.type);
  const links = { console: 'https://hooks.example.test', job: null };
  const keys = { token: TOKEN, user: USER, ...options };
  const target = { url: WITH_KEYS, type, links, options: keys, message: { ...DEFAULT_MESSAGE, ...message } };
  return pushover.format(event, aTarget<PushoverOptions>(target));
}

const messageFor = (event: GatewayEvent, given: Given = {}): PushoverMessage =>
  JSON.parse(requestFor(event, given).body) as PushoverMessage;
const faultsOf = (given: Record<string, unknown>, url = MESSAGES) =>
  optionsOf(pushover, given, new URL(url)).faults.map(({ field }) => field);

describe('A Pushover address', () => {
  it.each([
    [MESSAGES, MESSAGES],
    ['https://api.pushover.net', MESSAGES],
    [WITH_KEYS.replace('https', 'http'), WITH_KEYS],
  ])('is taken: %s', (raw, url) => {
    expect(recognise(raw)).toMatchObject({ ok: true, adapter: { type: 'pushover' }, url, warnings: [] });
  });

  it.each([
    ['https://api.pushover.net/1/glances.json', 'takes no messages'],
    ['https://pushover.net/apps/build', 'a page of Pushover'],
  ])('is refused with the reason: %s', (raw, words) => {
    expect(recognise(raw)).toEqual({ ok: false, message: expect.stringContaining(words) });
  });

  it('loses the rest of its query, with a warning', () => {
    expect(recognise(`${WITH_KEYS}&priority=2`)).toMatchObject({
      url: WITH_KEYS,
      warnings: ['Left out of the URL: priority. The gateway writes the message itself.'],
    });
  });

  it('hides its credentials', () => {
    expect(maskUrl('pushover', WITH_KEYS)).toBe(`${MESSAGES}?token=***&user=***`);
  });
});

describe('The options of a Pushover endpoint', () => {
  it('take the credentials that the URL lacks', () => {
    expect(faultsOf({}, WITH_KEYS)).toEqual([]);
    expect(faultsOf({ token: TOKEN, user: `${USER},${USER}` })).toEqual([]);
    expect(faultsOf({})).toEqual(['options.token', 'options.user']);
    expect(faultsOf({ user: TOKEN }, WITH_KEYS)).toEqual(['options.user']);
  });

  it.each([
    [{ token: 'short' }, 'options.token'],
    [{ user: `${USER};${USER}` }, 'options.user'],
    [{ failure_priority: 3 }, 'options.failure_priority'],
    [{ device: 'my phone' }, 'options.device'],
    [{ sound: 'a b' }, 'options.sound'],
    [{ ttl: 0 }, 'options.ttl'],
    [{ ttl: 1.5 }, 'options.ttl'],
    [{ ttl: 31_536_001 }, 'options.ttl'],
    [{ tags: 'a b' }, 'options.tags'],
    [{ tags: `${'x,'.repeat(10)}x` }, 'options.tags'],
  ])('refuse %j', (given, field) => {
    expect(faultsOf({ token: TOKEN, user: USER, ...given })).toEqual([field]);
  });
});

describe('A Pushover message', () => {
  it('has its credentials in the body and not in the address', () => {
    expect(requestFor(FAILED).url).toBe(MESSAGES);
    expect(messageFor(FAILED)).toMatchObject({ token: TOKEN, user: USER });
  });

  it('says what happened, which job and why, and when in the zone of the reader', () => {
    const late = { ...FAILED, timestamp: '2024-01-01T18:00:00Z' };
    const { title, message, timestamp, url_title: label } = messageFor(late);
    expect(title).toMatch(/^❌ Render failed: Netflix\xa0· /u);
    expect(message.split('\n')[0]).toBe(
      '<b>Creatomate API error:</b> 422 — template &quot;auto&quot; needs 3 posters',
    );
    expect(message).toMatch(
      /\xa0· <a href="https:\/\/hooks\.example\.test\/deliveries\/[\w-]+">Delivery<\/a>$/,
    );
    expect(label).toBe('Open job\u{a0}· job_…abc123');
    expect(timestamp).toBe(Date.parse('2024-01-01T12:04:05Z') / 1000);
  });

  it('leads to the first action, and to the others from the text', () => {
    const { url, url_title: label, message } = messageFor(COMPLETED);
    expect(url).toMatch(/^https:\/\/cdn\.creatomate\.com\//);
    expect(label).toContain('Watch video');
    expect(message).toMatch(
      /<a href="https:\/\/hooks\.example\.test\/jobs\/\w+">Open job<\/a>\xa0· <a href="[^"]+">job_…abc123<\/a>$/,
    );
  });

  it('repeats an emergency for an hour, and has no such fields otherwise', () => {
    const { priority, retry, expire } = messageFor(FAILED, { options: { failurePriority: 2 } });
    expect([priority, retry, expire]).toEqual([2, 60, 3600]);
    expect(messageFor(FAILED)).toMatchObject({ priority: 1 });
    expect(messageFor(COMPLETED, { options: { failurePriority: 2 } })).not.toHaveProperty('retry');
  });

  it('vanishes after the time of the endpoint, unless it is an emergency, which has tags', () => {
    const options = { failurePriority: 2, ttl: 3600, tags: 'render,team:video' };
    const [failed, completed] = [messageFor(FAILED, { options }), messageFor(COMPLETED, { options })];
    expect([failed.ttl, failed.tags]).toEqual([undefined, 'render,team:video']);
    expect([completed.ttl, completed.tags]).toEqual([3600, undefined]);
  });

  it('keeps to 1,024 characters, and ends with the job’s id', () => {
    const data = JSON.stringify({ job_id: 'job_1', error: `${'&<>'.repeat(300)}\n${'"x" '.repeat(900)}` });
    for (const detail of ['compact', 'standard', 'full'] as const) {
      const { message, url_title: label = '' } = messageFor({ ...FAILED, data }, { message: { detail } });
      expect(message.length).toBeLessThanOrEqual(1024);
      expect(detail === 'compact' ? `\n${label.replace('Open job\u{a0}· ', '')}` : message).toMatch(
        /\njob_1(\xa0· .*)?$/,
      );
    }
  });

  it('shows markup and addresses of the data as text', () => {
    expect(plain('<b>"a"</b> &amp; https://e.example', 200)).toBe(
      '&lt;b&gt;&quot;a&quot;&lt;/b&gt; &amp;amp; https:\u200b//e.example',
    );
  });
});

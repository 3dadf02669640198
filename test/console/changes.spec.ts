import { describe, expect, it } from '@jest/globals';
import type { Adapter, ComparedEvent, Comparison } from '../../console/src/api/types.js';
import {
  combinedWords,
  differenceWords,
  rateWords,
  seenPart,
} from '../../console/src/changes/change-words.js';
import { EMPTY } from '../../console/src/endpoints/form-values.js';
import { keptValues, withoutSecrets } from '../../console/src/endpoints/kept-form.js';

describe('A change of an endpoint', () => {
  it('is compared by the fields that stored events can tell of', () => {
    expect(seenPart({ name: 'New', events: ['job.*'], headers: { a: 'b' } })).toEqual({ events: ['job.*'] });
    expect(seenPart({ name: 'New', timeout_ms: 5 })).toBeNull();
    expect(seenPart({ filter: null })).toEqual({ filter: null });
    const messages = { conversation: 'live', announce: 'end', ordering: 'job' } as const;
    expect(seenPart({ ...messages, concurrency: 2 })).toEqual(messages);
  });

  it('is told by what becomes of an event, or by its message', () => {
    const event = (over: object) =>
      ({
        before: { outcome: 'sent' },
        after: { outcome: 'skipped' },
        rewritten: false,
        ...over,
      }) as ComparedEvent;
    expect(differenceWords(event({}))).toBe('Sent → Skipped');
    expect(differenceWords(event({ after: { outcome: 'sent' }, rewritten: true }))).toBe('Message differs');
  });

  it('tells what the rate limits do, where they do anything', () => {
    const side = (delayed: number, most: number) => ({ rate_limit: { delayed, longest_wait_ms: most } });
    const words = (before: object, after: object) => rateWords({ before, after } as Comparison);
    expect(words(side(0, 0), side(0, 0))).toBeNull();
    expect(words(side(0, 0), side(3, 42_000))).toBe(
      'Rate limit: 3 requests wait, up to 42 s (now: none waits).',
    );
    expect(words(side(1, 500), side(0, 0))).toBe(
      'Rate limit: none waits (now: 1 request waits, up to 500 ms).',
    );
  });
});

describe('Events that share a request', () => {
  const words = (before: readonly [number, number], after: readonly [number, number]) => {
    const side = ([sent, requests]: readonly [number, number]) => ({ sent, requests, edits: 0, replies: 0 });
    return combinedWords({ before: side(before), after: side(after) } as Comparison, 'message');
  };

  it('are told with the number of messages now and then, where there are any', () => {
    expect(words([50, 50], [50, 50])).toBeNull();
    expect(words([50, 50], [50, 33])).toBe(
      'Combined: 50 events in 33 messages (now: 50 events in 50 messages).',
    );
    expect(words([9, 1], [9, 9])).toBe('Combined: 9 events in 9 messages (now: 9 events in 1 message).');
  });

  it('are told with edits and replies, which are no new messages', () => {
    const each = { sent: 9, requests: 9, edits: 0, replies: 0 };
    const said = (before: object, after: object) => combinedWords({ before, after } as Comparison, 'message');
    expect(said(each, { ...each, requests: 7, edits: 5 })).toBe(
      'Combined: 9 events in 2 new messages and 5 edits (now: 9 events in 9 messages).',
    );
    expect(said({ ...each, replies: 1 }, each)).toBe(
      'Combined: 9 events in 9 messages (now: 9 events in 8 new messages and 1 reply).',
    );
  });
});

describe('What is typed for a new endpoint', () => {
  const adapter = {
    options: { properties: { channel: { type: 'string' }, token: { type: 'string' } } },
    secret_options: ['token'],
  } as unknown as Adapter;
  const typed = {
    ...EMPTY,
    name: '#jobs',
    url: 'https://app.example/hook',
    secret: 'whsec_x',
    headers: [{ name: 'Authorization', value: 'Bearer x', stored: false }],
    options: { channel: 'C1', token: 'xoxb-1' },
  };

  it('is kept without keys, values of headers and secret options', () => {
    const kept = withoutSecrets(typed, { url: typed.url }, adapter);
    expect(kept).toMatchObject({
      name: '#jobs',
      url: typed.url,
      secret: '',
      headers: [{ name: 'Authorization', value: '' }],
      options: { channel: 'C1' },
    });
    expect(JSON.stringify(kept)).not.toMatch(/whsec|Bearer|xoxb/);
  });

  it('is kept without the URL unless the gateway shows all of it', () => {
    expect(withoutSecrets(typed, { url: 'https://app.example/***' }, adapter).url).toBe('');
    expect(withoutSecrets(typed, undefined, adapter).url).toBe('');
    expect(withoutSecrets(typed, { url: typed.url }, undefined).options).toEqual({});
  });

  it('is read back as far as it has the form of the fields', () => {
    const kept = { ...EMPTY, name: '#jobs', events: 'job.*', unknown: 1, headers: null };
    expect(keptValues(kept)).toEqual({ ...EMPTY, name: '#jobs' });
    expect(keptValues({ name: '#jobs' }, typed)).toEqual({ ...typed, name: '#jobs' });
    for (const other of [null, 7, 'x']) expect(keptValues(other)).toBeNull();
  });
});

import { describe, expect, it } from '@jest/globals';
import { BUILT_IN, unlistedType } from '../../../adapters/catalogue/catalogue.js';
import { generic } from '../../../adapters/generic/generic.adapter.js';
import { slack } from '../../../adapters/slack/slack.adapter.js';
import { DEFAULT_MESSAGE } from '../../model/message-options.js';
import { actionWarnings, pathWarnings, unusedWarnings } from './presentation-warnings.js';

const types = [...BUILT_IN.values()];
const JOBS = { adapter: 'slack', payload: 'gateway', patterns: ['job.*'], types, stored: [] } as const;
const warned = (body: string, over: Partial<Parameters<typeof pathWarnings>[0]> = {}): string[] =>
  pathWarnings({ ...JOBS, message: { ...DEFAULT_MESSAGE, body }, ...over });

describe('Parts of message of an application', () => {
  it('are told to have no effect, but for those that templates of a payload use', () => {
    const message = { title: 'x', detail: 'full', zone: 'UTC', locale: 'de', body: null } as const;
    expect(unusedWarnings({ message }, generic)).toEqual([
      'message.title, message.detail have no effect: an application receives data, not a message. Use payload to change its form.',
    ]);
    expect(unusedWarnings({ message }, slack)).toEqual([]);
    expect(unusedWarnings({ message: { zone: 'UTC' } }, generic)).toEqual([]);
  });
});

describe('A name of message.actions', () => {
  it('is warned of where there is no such action, with the one that may be meant', () => {
    expect(actionWarnings({ actions: ['redelivr', 'mute', 'retry', 'fly'] }, ['retry'])).toEqual([
      'message.actions[0]: There is no action redelivr: messages do not show it. Did you mean redeliver?',
      'message.actions[3]: There is no action fly: messages do not show it. There are redeliver, probe, mute, retry.',
    ]);
    expect(actionWarnings({ actions: null }, [])).toEqual([]);
  });
});

describe('A name of a field', () => {
  const warnedOf = (show: string[], over: Partial<Parameters<typeof pathWarnings>[0]> = {}): string[] => {
    const message = { ...DEFAULT_MESSAGE, fields: { ...DEFAULT_MESSAGE.fields, show } };
    return pathWarnings({ ...JOBS, message, ...over });
  };

  it('is warned of as a path is', () => {
    expect(warnedOf(['contry'])).toEqual([
      'message.fields.show[0]: No known event of this endpoint has the field contry: nothing is shown. Did you mean country?',
    ]);
    expect(warnedOf(['contry'], { patterns: ['*', 'render.*'] })).toEqual([]);
    expect(warnedOf(['contry'], { adapter: 'generic' })).toEqual([]);
    expect(warnedOf(['mood'], { stored: [{ mood: 'good' }] })).toEqual([]);
  });
});

describe('A template that reads data', () => {
  it('is warned of where no schema describes the path and no stored event has it, with the path that may be meant', () => {
    expect(warned('{{ data.parameters.contry | country }}')).toEqual([
      'message.body: No known event of this endpoint has data.parameters.contry: the output is empty. Did you mean data.parameters.country?',
    ]);
    expect(warned('{{ data.mood }}')).toEqual([
      'message.body: No known event of this endpoint has data.mood: the output is empty.',
    ]);
  });

  it('is warned of in a payload too, by the place of its leaf', () => {
    const payload = {
      method: 'POST',
      headers: { 'X-A': '{{ data.no }}' },
      body: { a: ['{{ data.nein }}'] },
    } as const;
    const sentences = warned('{{ data.of_no_message }}', { adapter: 'generic', payload });
    expect(sentences.map((sentence) => /^(\S+): No known .* has (\S+):/.exec(sentence)?.slice(1))).toEqual([
      ['payload.headers.X-A', 'data.no'],
      ['payload.body.a[0]', 'data.nein'],
    ]);
  });

  it('is warned of for some paths, however many it reads', () => {
    const many = Array.from({ length: 500 }, (_, at) => `{{ data.a${at} }}`).join('');
    expect(warned(many)).toHaveLength(20);
  });

  it.each([
    [
      'described paths',
      '{{ data.job_id }}{{ data.parameters.country }}{{ data.error.message }}{{ data["status"] }}',
    ],
    ['other roots', '{{ event.type }}{{ links.job }}{{ data }}'],
    ['lengths', '{{ data.status.size }}'],
    ['keys that are computed', '{{ data[event.type] }}{{ data.parameters[data.status] }}'],
  ])('is not warned of for %s', (_, body) => {
    expect(warned(body)).toEqual([]);
  });

  it('is not warned of where a stored event has the path, in lists too', () => {
    const stored = [{ movies: [{}, { title: 'Heat' }] }];
    const body =
      '{{ data.movies[0].title }}{{ data.movies.first.title }}{% for m in data.movies %}{{ m.title }}{% endfor %}';
    expect(warned(body, { stored })).toEqual([]);
    expect(warned('{{ data.movies[0].name }}', { stored })).toHaveLength(1);
  });

  it.each([
    ['a pattern asks for types that are not listed', { patterns: ['job.*', 'invoice.paid'] }],
    ['a type has no schema', { types: [...types, unlistedType('job.own')] }],
  ])('is not warned of where %s', (_, over) => {
    expect(warned('{{ data.mood }}', over)).toEqual([]);
  });

  it('is judged by the entries that a schema has for lists', () => {
    const schema = {
      type: 'object',
      properties: { items: { type: 'array', items: { type: 'object', properties: { sku: {} } } }, any: {} },
    };
    const own = { types: [{ ...unlistedType('shop.sold'), schema }], patterns: ['shop.*'] };
    expect(warned('{{ data.items[0].sku }}{{ data.items.size }}{{ data.any.thing[2] }}', own)).toEqual([]);
    expect(warned('{{ data.items[0].prize }}', own)).toHaveLength(1);
  });
});

import { describe, expect, it } from '@jest/globals';
import { processorMs } from '../../../test/support/processor-time.js';
import { FILTERS } from './filters/filters.js';
import { STEPS_MAX } from './limits.js';
import type { TemplateScope } from './scope.js';
import { compileTemplate } from './template.js';
import { TemplateFault } from './template-fault.js';

/** Longest time of a hostile template, ms: some hundred times what a busy machine needs for the limits. */
const PATIENCE_MS = 2000;
const BIG = 'x'.repeat(1_000_000);

const scope = (data: unknown = {}): TemplateScope => ({
  event: { type: 'job.failed', id: 'evt_1', timestamp: '2024-01-01T12:00:00Z' },
  data: data as Record<string, unknown>,
  job: { id: 'job_1' },
  endpoint: { id: 'webhook_1', name: 'CRM' },
  delivery: { id: 'dlv_1' },
  links: { console: '', job: '', delivery: '', endpoint: '' },
  brand: 'StreamGank',
});

/** Renders a template; gives its text, or the message of its fault. Fails above {@link PATIENCE_MS}. */
function outcome(source: string, data: unknown = {}): string {
  let text = '';
  expect(processorMs(() => (text = rendered(source, data)))).toBeLessThan(PATIENCE_MS);
  return text;
}

function rendered(source: string, data: unknown): string {
  try {
    return compileTemplate(source).render(scope(data));
  } catch (error) {
    if (error instanceof TemplateFault) return `fault: ${error.message}`;
    throw error;
  }
}

const nested = (times: number, open: string, inner: string, close: string): string =>
  open.repeat(times) + inner + close.repeat(times);
const TOO_MANY_STEPS = `fault: The template takes more than ${STEPS_MAX} steps: give its loops a smaller limit.`;
const TOO_MUCH_DATA = 'fault: The template works on too much data: read fewer or shorter values.';
const TOO_LONG = 'fault: The text is longer than 65536 characters.';
const TOO_WIDE = 'fault: A loop takes a range of at most 1000 numbers.';

describe('Limits of a template: loops', () => {
  it.each([
    ['(1..1000000000)', TOO_WIDE],
    ['(1..data.huge)', TOO_WIDE],
    ['(data.huge..1)', ''],
    ['(data.exact..data.exactEnd)', 'xxxxx'],
    ['("a".."b")', 'x'],
    ['(1..nil)', ''],
  ])('a loop over the range %s ends within the limits', (range, text) => {
    const data = { huge: Number.MAX_VALUE, exact: 2 ** 53, exactEnd: 2 ** 53 + 4 };
    expect(outcome(`{% for i in ${range} %}x{% endfor %}`, data)).toBe(text);
  });

  it('a loop with an empty body within others ends at the limit of steps', () => {
    const source = nested(5, '{% for i in (1..1000) %}', '', '{% endfor %}');
    expect(outcome(source)).toBe(TOO_MANY_STEPS);
  });

  it('a loop over a long list within others ends at the limit of steps', () => {
    const list = Array.from({ length: 100_000 }, () => 1);
    const source = nested(4, '{% for i in data.list %}', '{% if i == 2 %}a{% endif %}', '{% endfor %}');
    expect(outcome(source, { list })).toBe(TOO_MANY_STEPS);
  });

  it('a loop that chooses again and again from a long list ends at the limit of work', () => {
    const list = Array.from({ length: 300_000 }, () => 1);
    const source =
      '{% for i in (1..1000) %}{% for j in data.list limit: 1 offset: 9999 %}a{% endfor %}{% endfor %}';
    expect(outcome(source, { list })).toBe(TOO_MUCH_DATA);
  });

  it('a loop over the fields of a large object within another ends at the limit of work', () => {
    const fields = Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`f${at}`, at]));
    const source =
      '{% for i in (1..1000) %}{% for f in data limit: 1 %}{{ f[0] | size }}{{ data.size }}{% endfor %}{% endfor %}';
    expect(outcome(source, fields)).toBe(TOO_MUCH_DATA);
  });
});

describe('Limits of a template: growing texts', () => {
  it.each([
    ['by append', '{% assign t = t | append: t %}', TOO_MUCH_DATA],
    ['by prepend', '{% assign t = t | prepend: t %}', TOO_MUCH_DATA],
    [
      'by replace',
      '{% assign t = t | replace: "x", "xx" %}',
      'fault: The filter replace makes a text that is too long.',
    ],
    ['by capture', '{% capture t %}{{ t }}{{ t }}{% endcapture %}', TOO_LONG],
  ])('a text that doubles %s ends at a limit', (_, doubling, fault) => {
    const source = `{% assign t = "x" %}{% for i in (1..1000) %}${doubling}{% endfor %}{{ t | size }}`;
    expect(outcome(source)).toBe(fault);
  });

  it('a list that doubles ends at the limit of work', () => {
    const source = `{% assign l = "a,b" | split: "," %}{% for i in (1..1000) %}{% assign l = l | concat: l %}{% endfor %}`;
    expect(outcome(source)).toBe(TOO_MUCH_DATA);
  });

  it('a text above the longest output is refused, and cut where its head is asked for', () => {
    const source = '{% for i in (1..1000) %}{{ data.text }}{% endfor %}';
    expect(outcome(source, { text: 'x'.repeat(100) })).toBe(TOO_LONG);
    expect(compileTemplate(source).head(scope({ text: BIG }), 10)).toBe('xxxxxxxxxx');
  });
});

describe('Limits of a template: size and depth', () => {
  it.each([
    [
      'tags',
      nested(400, '{% if true %}', '', '{% endif %}'),
      'fault: Tags stand within each other more than 8 deep.',
    ],
    [
      'brackets of paths',
      `{{ data${'[data'.repeat(1500)}${']'.repeat(1500)} }}`,
      'fault: Brackets stand within each other more than 4 deep.',
    ],
    [
      'brackets of ranges',
      `{% for i in ${'('.repeat(3000)}1..2) %}{% endfor %}`,
      'fault: Brackets stand within each other more than 4 deep.',
    ],
    [
      'open brackets',
      `{{ data${'['.repeat(5000)} }}`,
      'fault: Brackets stand within each other more than 4 deep.',
    ],
  ])('a template that is deep in %s is refused', (_, source, fault) => {
    expect(outcome(source)).toBe(fault);
  });

  it.each([
    ['filters', `{{ data.x${' | upcase'.repeat(1000)} }}`, 'A'],
    ['operators', `{% if data.x${' and data.x'.repeat(800)} %}a{% endif %}`, 'a'],
    ['keys', `{{ data${'.x'.repeat(4000)} }}`, ''],
  ])('a template that is long in %s is rendered', (_, source, text) => {
    expect(outcome(source, { x: 'a' })).toBe(text);
  });

  it('a template of a megabyte is refused before it is read', () => {
    expect(outcome('{{ data.x }}'.repeat(90_000))).toBe(
      'fault: The template has 1080000 characters; at most 10000 are accepted.',
    );
  });

  it.each([
    '{%'.repeat(5000),
    '{{'.repeat(5000),
    '{% raw %}'.repeat(1111),
    `{{ "${'\\'.repeat(9000)}`,
    '{% if %}'.repeat(1250),
  ])('a template that is broken everywhere is refused at once (%#)', (source) => {
    expect(outcome(source)).toMatch(/^fault: /);
  });
});

describe('Limits of a template: long texts', () => {
  it.each(['plus: 1', 'abs', 'round: 2', 'percent', 'date', 'country'])(
    'the filter %s on a text of a megabyte again and again ends at the limit of work',
    (filter) => {
      const source = `{% for i in (1..1000) %}{{ data.text | ${filter} | truncate: 1 }}{% endfor %}`;
      expect(outcome(source, { text: BIG })).toBe(TOO_MUCH_DATA);
    },
  );

  it('a comparison of a text of a megabyte with a number again and again ends at the limit of work', () => {
    const source = '{% for i in (1..1000) %}{% if data.text < 1 %}a{% endif %}{% endfor %}';
    expect(outcome(source, { text: BIG })).toBe(TOO_MUCH_DATA);
  });

  it('a share made of blanks is read in time to its length', () => {
    expect(outcome('{{ data.share | percent | size }}', { share: `${' '.repeat(200_000)}x` })).toBe('0');
  });
});

describe('Reach of a template', () => {
  it.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '__defineGetter__',
    'length',
    'prototype',
  ])('no inherited property is read by the name %s', (name) => {
    const data = { list: [1], text: 'a', number: 1, object: {} };
    for (const at of ['data', 'data.list', 'data.text', 'data.number', 'data.object', 'event', 'links']) {
      expect(outcome(`{{ ${at}.${name} }}{{ ${at}["${name}"] }}{{ ${at}.${name}.${name} }}`, data)).toBe('');
    }
    expect(outcome(`{{ data.list | map: "${name}" | join }}`, data)).toBe('');
  });

  it.each(['__proto__', 'constructor', 'forloop'])('no prototype is changed by a local name %s', (name) => {
    expect(outcome(`{% assign ${name} = "a" %}{{ ${name} }}{{ ${name}.x }}`)).toBe('a');
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  it('own fields of the data are read under such names', () => {
    expect(
      outcome('{{ data.constructor }}{{ data["__proto__"] }}', JSON.parse('{"constructor":1,"__proto__":2}')),
    ).toBe('12');
  });

  it.each(['include', 'render', 'layout', 'block', 'liquid', 'tablerow', 'cycle', 'increment'])(
    'no file or state is reached by the tag %s',
    (tag) => {
      expect(outcome(`{% ${tag} "/etc/passwd" %}`)).toMatch(new RegExp(`^fault: There is no tag ${tag}\\. `));
    },
  );

  it.each([
    'sample',
    'replace_regex',
    'where_exp',
    'find_exp',
    'group_by_exp',
    'sha256',
    'hmac_sha256',
    'base64_decode',
    'json',
  ])('no clock, secret, chance or expression is reached by the filter %s', (filter) => {
    expect(outcome(`{{ data.x | ${filter}: "a" }}`)).toMatch(
      new RegExp(`^fault: There is no filter ${filter}\\. `),
    );
  });

  it.each(['now', 'today'])('no clock is read by the date %s', (word) => {
    expect(outcome(`{{ "${word}" | date: "%Y" }} {{ "${word}" | ago }}`)).toBe(`${word} ${word}`);
  });

  it('no getter or method of the data is run', () => {
    const trap = {
      get secret(): string {
        throw new Error('was read');
      },
      toString: () => 'was called',
      toJSON: () => 'was called',
      toLiquid: () => 'was called',
      call: () => 'was called',
    };
    expect(outcome('{{ data.t.secret }}{{ data.t.call }}{{ data.t.toLiquid }}', { t: trap })).toBe('');
    expect(
      outcome('{% if data.t == "was called" %}a{% endif %}{{ data.t | upcase | size }}', {
        t: { toString: 1 },
      }),
    ).toBe('11');
  });
});

describe('The filter', () => {
  const values: readonly unknown[] = [
    undefined,
    null,
    true,
    -0,
    Number.NaN,
    Infinity,
    '',
    ' ',
    'undefined',
    '🇺🇸\uD83D',
    [],
    [null, [['deep']], { a: 1 }],
    { toString: 1, valueOf: 2 },
    JSON.parse('['.repeat(5000) + ']'.repeat(5000)),
    JSON.rawJSON('1e400'),
    BIG,
  ];

  it.each(FILTERS.map((filter) => [filter.name, filter] as const))(
    '%s takes any value with any arguments',
    (name, filter) => {
      const [least, most] = filter.args;
      const args = Array.from({ length: most }, () => 'data.b')
        .slice(0, Math.max(least, 1))
        .join(', ');
      const source = `{{ data.a | ${name}${most > 0 ? `: ${args}` : ''} }}`;
      const pairs = values.flatMap((a) => values.map((b) => ({ a, b })));
      const texts: string[] = [];
      const taken = pairs.map((data) => processorMs(() => texts.push(rendered(source, data))));
      expect(Math.max(...taken)).toBeLessThan(PATIENCE_MS);
      const bad = /\[object|NaN|Invalid Date|^undefined$|^null$|Infinity/;
      expect(texts.filter((text) => bad.test(text))).toEqual([]);
    },
  );
});

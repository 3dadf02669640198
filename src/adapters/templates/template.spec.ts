import { describe, expect, it } from '@jest/globals';
import { parseData } from '../plain-value.js';
import type { TemplateScope } from './scope.js';
import { compileTemplate } from './template.js';
import { TemplateFault } from './template-fault.js';

const scope = (data: Readonly<Record<string, unknown>> = {}): TemplateScope => ({
  event: { type: 'job.completed', id: 'evt_1', timestamp: '2024-01-01T12:05:30.123Z' },
  data,
  job: { id: 'job_1' },
  endpoint: { id: 'webhook_1', name: 'CRM' },
  delivery: { id: 'dlv_1' },
  links: { console: '', job: 'https://studio.example/jobs/job_1', delivery: '', endpoint: '' },
  brand: 'StreamGank',
});

const MOVIES = [
  { title: 'Heat', year: 1995, tags: ['crime'] },
  { title: 'Alien', year: 1979, tags: [] },
  { title: 'Up', year: 2009 },
];

const DATA = {
  title: 'Heat & Dust',
  progress: 60,
  status: 'failed',
  nothing: null,
  missing: 'undefined',
  blank: '  ',
  nested: { 'a b': { c: [1, 2, 3] } },
  movies: MOVIES,
  key: 'title',
};

const render = (source: string, data: Readonly<Record<string, unknown>> = DATA): string =>
  compileTemplate(source).render(scope(data));

function faultOf(source: string): { message: string; line: number; column: number } {
  try {
    compileTemplate(source);
  } catch (error) {
    if (error instanceof TemplateFault) {
      return { message: error.message, line: error.line, column: error.column };
    }
    throw error;
  }
  throw new Error('no fault');
}

describe('A number in a form that templates do not have', () => {
  it.each(['1e9', '0x10', '-1e308'])('is refused with the form that is accepted: %s', (number) => {
    expect(faultOf(`{{ ${number} }}`)).toEqual({
      message: `"${number}" is no value: a number has digits and at most one dot between them, such as 1.5.`,
      line: 1,
      column: 4,
    });
  });
});

describe('A template', () => {
  it.each([
    ['plain text', 'plain text'],
    ['{{ data.title }}', 'Heat & Dust'],
    ['a {{- data.title -}} b', 'aHeat & Dustb'],
    ['{{ data.nested["a b"].c[1] }}', '2'],
    ['{{ data.nested["a b"].c[-1] }}', '3'],
    ['{{ data.nested["a b"].c.first }}{{ data.movies.last.title }}', '1Up'],
    ['{{ data[data.key] }}', 'Heat & Dust'],
    ['{{ empty }}{{ blank }}{{ empty | append: "a" }}{{ "a" | replace: "a", blank }}', 'a'],
    ['{{ "🎬 a" | slice: 0 }}{{ "a🎬" | slice: -1 }}{{ "🎬🎬" | slice: 1, 9 }}', '🎬🎬🎬'],
    ['{{ "a🎬" | split: "" | last }}', '🎬'],
    ['{{ data.movies.size }} {{ data.title.size }} {{ data.nested.size }}', '3 11 1'],
    ['{{ "quoted" }} {{ 5 }} {{ 1.5 }} {{ true }} {{ nil }}', 'quoted 5 1.5 true '],
    ['{{ data.nested }}', 'a b: {c: [1, 2, 3]}'],
    ['{% if data.progress > 50 %}more{% else %}less{% endif %}', 'more'],
    ['{% if data.progress > 90 %}a{% elsif data.status == "failed" %}b{% endif %}', 'b'],
    ['{% if data.nothing or data.title contains "Dust" %}a{% endif %}', 'a'],
    ['{% if data.nothing and data.title %}a{% else %}b{% endif %}', 'b'],
    ['{% if data.blank == blank %}a{% endif %}{% if data.movies != empty %}b{% endif %}', 'ab'],
    ['{% if not data.nothing %}a{% endif %}', 'a'],
    ['{% unless data.nothing %}a{% else %}b{% endunless %}', 'a'],
    [
      '{% case data.status %}{% when "ok", "done" %}a{% when "failed" or "x" %}b{% else %}c{% endcase %}',
      'b',
    ],
    ['{% case data.progress %}{% when 1 %}a{% else %}c{% endcase %}', 'c'],
    ['{% for m in data.movies %}{{ forloop.index }}.{{ m.title }} {% endfor %}', '1.Heat 2.Alien 3.Up '],
    ['{% for m in data.movies limit: 2 offset: 1 %}{{ m.title }}{% endfor %}', 'AlienUp'],
    ['{% for m in data.movies reversed limit: 2 %}{{ m.title }}{% endfor %}', 'AlienHeat'],
    ['{% for m in data.none %}a{% else %}none{% endfor %}', 'none'],
    ['{% for i in (1..4) %}{{ i }}{% if i == 3 %}{% break %}{% endif %},{% endfor %}', '1,2,3'],
    ['{% for i in (1..3) %}{% if i == 2 %}{% continue %}{% endif %}{{ i }}{% endfor %}', '13'],
    ['{% for p in data.nested %}{{ p[0] }}{% endfor %}', 'a b'],
    [
      '{% for m in data.movies %}{{ m.title }}{% unless forloop.last %}, {% endunless %}{% endfor %}',
      'Heat, Alien, Up',
    ],
    ['{% assign t = data.title | upcase %}{{ t }}', 'HEAT & DUST'],
    ['{% capture t %}<{{ data.status }}>{% endcapture %}{{ t }}{{ t }}', '<failed><failed>'],
    ['{% comment %}{{ data.title }}{% endcomment %}a', 'a'],
    ['{% raw %}{{ data.title }}{% endraw %}', '{{ data.title }}'],
    ['{{ data.movies | map: "title" | join: " · " }}', 'Heat · Alien · Up'],
    ['{{ data.movies | where: "year", 1979 | map: "title" }}', 'Alien'],
    ['{{ data.movies | sort: "year" | map: "title" | first }}', 'Alien'],
    ['{{ data.nothing | default: "Untitled" }} {{ data.missing | default: "x" }}', 'Untitled x'],
    ['{{ data.title | truncate: 6 }}', 'Heat…'],
    ['{{ data.title | replace: "&", "and" | remove: "Dust" | strip }}', 'Heat and'],
    ['{{ data.progress | divided_by: 7 | round: 2 }} {{ data.progress | plus: "2" }}', '8.57 62'],
    ['{{ 0.0000001 | round: 2 }} {{ 1000000000000 | times: 1000000000000 | round }}', '0 1e+24'],
    ['{{ event.type }} {{ job.id }} {{ endpoint.name }} {{ brand }}', 'job.completed job_1 CRM StreamGank'],
  ])('writes %p as %p', (source, text) => {
    expect(render(source)).toBe(text);
  });

  it.each([
    ['{{ data.nothing }}{{ data.none.of.it }}'],
    ['{{ data.missing }}{{ data.nan }}{{ data.none }}'],
    ['{{ data.progress | divided_by: 0 }}'],
    ['{{ data.title | map: "x" | join }}'],
  ])('writes %p as an empty text, not as undefined, null or NaN', (source) => {
    expect(render(source, { ...DATA, nan: 'NaNm NaNs', none: 'null' })).toBe('');
  });

  it('reads numbers that JavaScript cannot hold exactly', () => {
    const data = parseData('{"id":9007199254740993,"big":1e400}');
    expect(render('{{ data.id }} {{ data.big }}', data)).toBe('9007199254740993 1e400');
    expect(render('{% if data.id > 5 %}more{% endif %}', data)).toBe('more');
  });

  it('stands in the cache for the next use of the same text', () => {
    expect(compileTemplate('{{ data.x }}')).toBe(compileTemplate('{{ data.x }}'));
  });
});

describe('A compiled template', () => {
  const of = (source: string) => compileTemplate(source);

  it('gives the head of its text, and computes no more than that', () => {
    const endless = '{% for i in (1..1000) %}{% for j in (1..1000) %}ab{% endfor %}{% endfor %}';
    expect(of(endless).head(scope(), 5)).toBe('ababa');
    expect(of('plain').head(scope(), 3)).toBe('pla');
  });

  it('gives no sentence where one of its outputs is empty', () => {
    expect(of('At {{ data.status }}').filled(scope(DATA))).toBe('At failed');
    expect(of('At {{ data.nothing }}').filled(scope(DATA))).toBeNull();
  });

  it('gives spans, emphasised by the template and never by the data', () => {
    const spans = of('At **{{ data.step }}** since {{ data.at | time }}').spans(
      scope({ step: 'a ** b', at: '2024-01-01T12:00:00Z' }),
    );
    expect(spans).toEqual([
      { text: 'At ' },
      { text: 'a ** b', strong: true },
      { text: ' since ' },
      { text: '12:00 PM', at: Date.UTC(2024, 0, 1, 12), style: 'time' },
    ]);
    expect(of('{{ data.none }}').spans(scope())).toBeNull();
  });

  it.each([
    ['Because: {{ data.error }}', {}, ''],
    ['Because: {{ data.error }}', { error: 'x' }, 'Because: x'],
    ['{{ data.none }} of {{ data.error }}', { error: 'x' }, ' of x'],
    ['Because', {}, 'Because'],
    ['{% if data.error %}x{% else %}fine{% endif %}', {}, 'fine'],
  ])('tells nothing by %p where all outputs are empty', (source, data, text) => {
    expect(of(source).told(scope(data), 100)).toBe(text);
  });

  it.each([
    ['https://s.example/jobs/{{ data.id }}', 'a/../b?c#d', 'https://s.example/jobs/a%2F..%2Fb%3Fc%23d'],
    ['https://s.example/jobs/{{ data.id }}', '..', null],
    ['https://s.example/jobs/{{ data.id }}', null, null],
    ['{{ data.id }}', 'https://v.example/a?b=c', 'https://v.example/a?b=c'],
    ['{{ data.id }}', ['https://v.example/a', 'https://v.example/b'], null],
    ['{{ data.id }}', { url: 'https://v.example/a' }, null],
    ['https://s.example/jobs/{{ data.id }}', [1, 2], null],
    ['https://s.example/jobs/{{ data.id }}', 12, 'https://s.example/jobs/12'],
    [
      '{% if true %}https://s.example/{% endif %}{{ data.id }}',
      '\uD83D x',
      'https://s.example/%EF%BF%BD%20x',
    ],
  ])('makes a URL of %p with %p: %p', (source, id, url) => {
    expect(of(source).url(scope({ id }))).toBe(url);
  });

  it('keeps the type of a value where it is one path', () => {
    expect(of('{{ data.movies[0].year }}').value(scope(DATA))).toBe(1995);
    expect(of('{{ data.movies }}').exactPath).toEqual(['data', 'movies']);
    expect(of('{{ data.movies }}').value(scope(DATA))).toBe(MOVIES);
    expect(of('{{ data.none.x }}').value(scope(DATA))).toBeUndefined();
    expect(
      ['{{ data.x }} ', '{{ data.x | upcase }}', 'x', '{{ data[data.y] }}'].map(
        (source) => of(source).exactPath,
      ),
    ).toEqual([null, null, null, null]);
  });

  it('names the paths that it reads', () => {
    const source =
      '{% assign t = data.title %}{{ t | append: event.type }}{% for m in data.movies %}{{ m.title }}{{ forloop.index }}{% endfor %}{{ data["a b"] }}';
    expect(of(source).paths).toEqual([
      'data.movies',
      'data.movies[].title',
      'data.title',
      'data["a b"]',
      'event.type',
    ]);
  });
});

describe('A fault of a template', () => {
  it.each([
    ['{{ data.title | upcas }}', 1, 17, 'There is no filter upcas. Did you mean upcase?'],
    ['a\n{% iff data.x %}', 2, 1, 'There is no tag iff. Did you mean if?'],
    ['{% if data.x %}', 1, 1, 'The tag if is not closed: write {% endif %} where it ends.'],
    ['{% endif %}', 1, 1, 'The tag endif stands without a tag if before it.'],
    [
      '{% if data.x %}{% endfor %}{% endif %}',
      1,
      16,
      'The tag endfor does not belong to the tag if that is open: close that first by {% endif %}.',
    ],
    [
      '{{ dta.title }}',
      1,
      4,
      '"dta" is not known here. Did you mean data? A path begins with one of event, data, job, endpoint, delivery, links, brand.',
    ],
    [
      '{{ job_id }}',
      1,
      4,
      '"job_id" is not known here. Did you mean data.job_id? A path begins with one of event, data, job, endpoint, delivery, links, brand.',
    ],
    ['{{ data.title', 1, 1, 'This output is not closed: write }} where it ends.'],
    ['{% if data.x', 1, 1, 'This tag is not closed: write %} where it ends.'],
    [
      '{{ data.title | truncate: 1, "…", 3 }}',
      1,
      17,
      'The filter truncate takes at most 2 values; 3 are given.',
    ],
    [
      '{{ data.at | date: "%Q" }}',
      1,
      20,
      'The filter date does not know %Q; accepted are %Y %m %d %e %H %I %l %M %S %p %b %B %a %A %Z %%.',
    ],
    [
      '{{ data.at | time: "Mars/Base" }}',
      1,
      20,
      '"Mars/Base" is not known here; accepted are IANA time zones such as "Europe/Berlin" and "UTC".',
    ],
    [
      '{{ data.at | date: "%Y", "Mars/Base" }}',
      1,
      26,
      '"Mars/Base" is not known here; accepted are IANA time zones such as "Europe/Berlin" and "UTC".',
    ],
    [
      '{{ data.x | country: "tiny" }}',
      1,
      22,
      '"tiny" is not known here; accepted are "long", "short", "code".',
    ],
    [
      '{{ }}',
      1,
      4,
      'A value is missing here: accepted are a path (data.title), a text in quotes, a number, true, false and nil.',
    ],
    [
      '{{ data.a data.b }}',
      1,
      4,
      '"data.a data.b" is not one value: put an operator (==, !=, <, >, contains, and, or) between two values.',
    ],
    [
      '{% if data.a = 1 %}{% endif %}',
      1,
      15,
      'This is not expected here: a filter stands behind |, an operator (==, !=, <, >, contains, and, or) between two values.',
    ],
    ['{{ (1..3) | join }}', 1, 4, 'A range (1..3) may only stand in a for tag.'],
    ['{% break %}', 1, 1, 'The tag break may only stand in a for tag.'],
    [
      '{% for x data.y %}{% endfor %}',
      1,
      1,
      'The tag for has the form {% for movie in data.movies limit: 3 %}.',
    ],
    [
      '{% for x in data.y max: 3 %}{% endfor %}',
      1,
      20,
      'The tag for takes limit: 3, offset: 1 and reversed behind its list.',
    ],
    ['{% else if data.x %}', 1, 1, 'The tag else stands without a tag if before it.'],
    [
      '{% if data.x %}{% else if data.y %}{% endif %}',
      1,
      16,
      'The tag else takes nothing more, but "if data.y" follows.',
    ],
    ['{{ data.x | append }}', 1, 13, 'The filter append takes 1 value; 0 are given.'],
  ])('names its place in %p, line %p, column %p, and what is accepted', (source, line, column, message) => {
    expect(faultOf(source)).toEqual({ message, line, column });
  });
});

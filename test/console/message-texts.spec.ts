import { describe, expect, it } from '@jest/globals';
import { completionAt, type Words } from '../../console/src/messages/completion.js';
import { problemsOf, refusedBy } from '../../console/src/messages/faults.js';
import { jsonLeaves, JsonFault, offsetIn } from '../../console/src/messages/json-places.js';
import { dataPaths } from '../../console/src/messages/known-paths.js';
import {
  faultSpan,
  linesOf,
  offsetOf,
  piecesOf,
  placeOf,
  syntaxMarks,
} from '../../console/src/messages/marks.js';
import { jsonProblem, treeMarks } from '../../console/src/messages/tree-faults.js';
import {
  changed,
  requestOf,
  settled,
  valuesOf,
  type Changes,
  type Values,
} from '../../console/src/messages/values.js';

const word = (name: string) => ({ name, detail: '' });
const WORDS: Words = {
  paths: ['data.status', 'data.parameters.genre', 'event.type'].map(word),
  filters: ['upcase', 'downcase', 'date'].map(word),
  tags: ['if', 'for'].map(word),
};

/** Completes at the `^` of a text; gives the name and the text after inserting each suggestion. */
function completed(
  text: string,
  more: { outside?: boolean; json?: boolean } = {},
): readonly (readonly [string, string])[] {
  const caret = text.indexOf('^');
  const plain = text.replace('^', '');
  const found = completionAt({ text: plain, caret, ...more }, WORDS);
  return (found?.items ?? []).map(({ name, insert }) => [
    name,
    plain.slice(0, found!.from) + insert + plain.slice(caret),
  ]);
}

describe('Suggestions of a template', () => {
  it.each([
    ['{{ data.st^', ['data.status', '{{ data.status }}']],
    ['{{ data.st^ }} x', ['data.status', '{{ data.status }} x']],
    ['{{ genre^ }}', ['data.parameters.genre', '{{ data.parameters.genre }}']],
    ['{{ data.status | up^ }}', ['upcase', '{{ data.status | upcase }}']],
    ['{% i^', ['if', '{% if %}']],
    ['{% if ev^ %}', ['event.type', '{% if event.type %}']],
    [
      'a {{ x }} {{ data.status | default: ev^ }}',
      ['event.type', 'a {{ x }} {{ data.status | default: event.type }}'],
    ],
  ])('insert, at %s, the intended word', (text, first) => {
    expect(completed(text)[0]).toEqual(first);
  });

  it.each([
    'plain ^ text',
    '{{ data.status }} ^',
    '{{ "da^" }}',
    '{{ data.status ^ }}',
    '{{ data.status^ }}',
    '{{ nothing^ }}',
  ])('are absent at %s', (text) => expect(completed(text)).toEqual([]));

  it('around outputs are outputs of their own, where they are asked for', () => {
    expect(completed('Film ^!', { outside: true })[0]).toEqual(['data.status', 'Film {{ data.status }}!']);
  });
});

describe('Suggestions in JSON', () => {
  it.each([
    ['{"a": ^}', '{"a": "{{ data.status }}"}'],
    ['{"a \\" b": "x ^"}', '{"a \\" b": "x {{ data.status }}"}'],
    ['{"a": "{{ sta^ }}"}', '{"a": "{{ data.status }}"}'],
  ])('keep %s JSON', (text, expected) => {
    expect(completed(text, { outside: true, json: true })[0]![1]).toBe(expected);
  });
});

describe('Known paths', () => {
  it('have the values of the event, and the descriptions of the schema where the event has none', () => {
    const schema = {
      properties: {
        job_id: {},
        error: { description: 'Error.' },
        list: { items: { properties: { a: {} } } },
      },
    };
    expect(dataPaths({ job_id: 'j1', 'a b': [{ x: 1 }] }, schema)).toEqual([
      { name: 'data.job_id', detail: 'j1' },
      { name: 'data["a b"]', detail: 'list of 1' },
      { name: 'data["a b"][0]', detail: '1 fields' },
      { name: 'data["a b"][0].x', detail: '1' },
      { name: 'data.error', detail: 'Error.' },
      { name: 'data.list', detail: '' },
      { name: 'data.list[0]', detail: '' },
      { name: 'data.list[0].a', detail: '' },
    ]);
  });
});

describe('Marks of a text', () => {
  it('part it without loss, with a piece for the caret', () => {
    const text = 'a {{ b }}\n\n{% if c %}d';
    const pieces = piecesOf(text, [...syntaxMarks(text), { from: 5, to: 6, kind: 'fault' }], 6);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    expect(pieces.filter(({ caret }) => caret)).toHaveLength(1);
    expect(pieces.find(({ text: piece }) => piece === 'b')?.kinds).toEqual(['output', 'fault']);
    expect(linesOf(pieces).map((line) => line.map((piece) => piece.text).join(''))).toEqual(text.split('\n'));
  });

  it('are found once for each character, in texts that are all outputs or that close none', () => {
    const marks = syntaxMarks('{{a}}'.repeat(40_000));
    expect(marks).toHaveLength(40_000);
    const pieces = piecesOf('{{a}}'.repeat(40_000), marks, null);
    expect(pieces.every(({ kinds }) => kinds.length === 1 && kinds[0] === 'output')).toBe(true);
    expect(syntaxMarks('{{'.repeat(200_000))).toEqual([]);
  });

  it('lie at line and column, and have a length at the end too', () => {
    expect(offsetOf('ab\ncd', 2, 2)).toBe(4);
    expect(placeOf('ab\ncd', 4)).toEqual({ line: 2, column: 2 });
    expect(faultSpan('a {{ upcas }}', 5)).toEqual({ from: 5, to: 10 });
    expect(faultSpan('abc', 3)).toEqual({ from: 2, to: 3 });
  });
});

describe('Places in a JSON template', () => {
  const json = '{"a": [1, "x\\n\\"{{ data.y | nope }}"], "b\\u0041": "t"}';

  it('are found by the path of the API, behind escapes', () => {
    const leaves = jsonLeaves(json, 'payload.body');
    expect(leaves.map(({ path }) => path)).toEqual(['payload.body.a[1]', 'payload.body.bA']);
    expect(json.slice(offsetIn(json, leaves[0]!, 3)).startsWith('{{')).toBe(true);
  });

  it.each([
    ['{"a": }', 6, 'A value is missing'],
    ['{"a": 1,}', 8, 'A name in double quotes'],
    ['[1 2]', 3, 'A comma or ]'],
    ['{"a" 1}', 5, 'A colon'],
    ['"a', 0, 'not closed'],
    ['1 x', 2, 'Nothing may follow'],
    ['', 0, 'A value is missing'],
  ])('are found for the fault in %s at %d', (text, offset, message) => {
    const read = (): unknown => jsonLeaves(text, '');
    expect(read).toThrow(JsonFault);
    expect(read).toThrow(expect.objectContaining({ offset, message: expect.stringContaining(message) }));
  });

  it('are looked for to a bounded depth: a text that is pasted cannot end the page', () => {
    const fault = jsonProblem('['.repeat(100_000));
    expect(fault).toMatchObject({ kind: 'fault', line: 1, column: 201 });
    expect(fault!.message).toMatch(/nested at most 200 levels deep/);
    expect(treeMarks(`${'{"a":'.repeat(100_000)}1`, []).shown).toHaveLength(1);
  });

  it('turn line and column of a text into those of the document', () => {
    const text = '{\n  "a": "{{ data.y | nope }}"\n}';
    const problem = {
      field: 'payload.body.a',
      kind: 'fault',
      message: 'm',
      line: 1,
      column: 13,
      path: null,
    } as const;
    const { marks, shown } = treeMarks(text, [problem]);
    expect(text.slice(marks[0]!.from, marks[0]!.to)).toBe('nope');
    expect(shown[0]).toMatchObject({ line: 2, column: 21 });
  });
});

const view = {
  message: {
    detail: 'compact',
    title: null,
    subject: 'S',
    body: null,
    cause: null,
    fields: { show: null, hide: ['a'], order: [], labels: { b: 'B' } },
    zone: 'UTC',
    locale: 'en',
    mention_on_failure: null,
    actions: null,
  },
  payload: 'gateway',
} as Parameters<typeof valuesOf>[0];

describe('A draft of messages', () => {
  const saved = valuesOf(view);
  const request = (changes: Changes): object => requestOf({ ...saved, ...changes } as Values, changes);

  it('sends the changes only, and null for what is emptied', () => {
    expect(request({})).toEqual({});
    expect(
      request({
        title: 'T',
        subject: '',
        hide: [],
        labels: [
          { name: ' c ', text: 'C' },
          { name: '', text: 'x' },
        ],
      }),
    ).toEqual({
      message: { title: 'T', subject: null, fields: { hide: null, labels: { c: 'C' } } },
    });
    expect(request({ form: 'template', tree: '{"n": 154284075601887489}' })).toMatchObject({
      payload: { method: 'POST', headers: {} },
    });
    expect(JSON.stringify(request({ form: 'template', tree: '{"n": 154284075601887489}' }))).toContain(
      '154284075601887489',
    );
  });

  it('forgets a change that is taken back', () => {
    const changes = changed(saved, {}, 'title', 'T');
    expect(changes).toEqual({ title: 'T' });
    expect(changed(saved, changes, 'title', '')).toEqual({});
  });
});

describe('A saved draft', () => {
  const before = valuesOf(view);

  it('keeps what was typed while it was saved', () => {
    const done = { title: 'T', zone: 'Europe/Berlin' };
    expect(settled({ ...done, title: 'Ti', body: 'B' }, done, before)).toEqual({ title: 'Ti', body: 'B' });
    expect(settled(done, done, before)).toEqual({});
  });

  it('keeps a text that was taken back while it was saved as a change', () => {
    expect(settled({}, { title: 'T' }, before)).toEqual({ title: '' });
  });
});

describe('Problems of a draft', () => {
  it('are faults where the template cannot be saved, warnings where it failed on the event or reads what no event has', () => {
    const fault = { field: 'message.title', line: 1, column: 4 };
    const found = problemsOf({
      faults: [
        { ...fault, message: 'message.title, line 1, column 4: there is no filter x.', unusable: true },
        { ...fault, message: 'Too many steps.', unusable: false },
      ],
      missing: [{ field: 'message.body', path: 'data.x', message: 'No event has data.x.' }],
    });
    expect(found).toMatchObject([
      { kind: 'fault', message: 'There is no filter x.', line: 1, column: 4 },
      {
        kind: 'warning',
        message: 'Failed on this event: Too many steps. The built-in text is shown in its place.',
      },
      { kind: 'warning', path: 'data.x', line: null },
    ]);
  });

  it('are read from a refusal with their place', () => {
    const fields = [{ field: 'endpoint.message.zone', message: 'message.zone is a time zone.' }];
    expect(refusedBy(Object.assign(new Error('No.'), { fields }))).toMatchObject([
      { field: 'message.zone', kind: 'fault', message: 'message.zone is a time zone.', line: null },
    ]);
    expect(refusedBy(null)).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { Readable } from 'node:stream';
import { clean } from './clean.js';
import { linesOf, textOf } from './lines.js';
import { table, type Column } from './table.js';
import { instantOption, readDuration, relative } from './time.js';
import { cut, pad, widthOf } from './width.js';

describe('A cleaned text', () => {
  it('is one line without escape sequences or characters that turn the direction', () => {
    expect(clean('a\u001B[31mred\u001B[0m\nb\u202Ec\u0007')).toBe('ared b c');
  });
});

describe('The width of a text', () => {
  it('counts emoji and CJK twice, and combined characters once', () => {
    expect([widthOf('abc'), widthOf('日本'), widthOf('🎬'), widthOf('e\u0301')]).toEqual([3, 4, 2, 1]);
    expect(cut('日本語テキスト', 6)).toBe('日本…');
    expect(pad('日本', 6)).toBe('日本  ');
  });
});

describe('A table', () => {
  const columns: Column<{ id: string; why: string }>[] = [
    { title: 'ID', of: ({ id }) => id },
    { title: 'WHY', of: ({ why }) => why, min: 5, drop: 1 },
  ];
  const rows = [{ id: '12345678', why: 'a very long sentence' }];

  it('fits its width: columns are cut first, then left out', () => {
    expect(table(columns, rows, Infinity)[1]).toBe('12345678  a very long sentence');
    expect(table(columns, rows, 20)[1]).toBe('12345678  a very lo…');
    expect(table(columns, rows, 12)[1]).toBe('12345678');
  });

  it('has no white space at the end of its lines', () => {
    const columns = [
      { title: 'A', of: (row: string) => row },
      { title: 'NOTE', of: () => '' },
    ];
    expect(table(columns, ['one'], Infinity)).toEqual(['A    NOTE', 'one']);
  });

  it('paints cells without counting the paint as width', () => {
    const painted = [{ ...columns[0]!, paint: (cell: string) => `<${cell}>` }, columns[1]!];
    expect(table(painted, [{ id: '1', why: 'x' }], 80)).toEqual(['ID  WHY', '<1 >  x']);
  });
});

describe('Times', () => {
  const now = Date.UTC(2026, 0, 1, 12);

  it('are told relative to now', () => {
    const at = (ms: number) => relative(new Date(now + ms).toISOString(), now);
    expect([at(-90_000), at(0), at(4 * 3_600_000), at(3_599_990), relative(null, now)]).toEqual([
      '1 min ago',
      'now',
      'in 4 h',
      'in 1 h',
      '–',
    ]);
  });

  it('are read as durations before now, dates and times', () => {
    expect(instantOption('--from', '2h', now)).toBe('2026-01-01T10:00:00.000Z');
    expect(instantOption('--from', '2026-01-01', now)).toBe('2026-01-01');
    expect(() => instantOption('--from', 'yesterday', now)).toThrow('--from is a date or time');
    expect([readDuration('90s'), readDuration('1.5h'), readDuration('')]).toEqual([90_000, null, null]);
  });

  it('are refused where a duration goes further back than dates do', () => {
    expect(() => instantOption('--from', '999999999999d', 0)).toThrow(
      '--from is a date or time such as 2026-01-31T12:00Z, or a duration before now such as 2h.',
    );
  });
});

describe('Lines of a text', () => {
  const all = async (...chunks: string[]) => {
    const seen: string[] = [];
    for await (const { number, text } of linesOf(Readable.from(chunks.map((chunk) => Buffer.from(chunk)))))
      seen.push(`${number} ${text}`);
    return seen;
  };

  it('come without line breaks, empty ones and the byte order mark', async () => {
    expect(await all('\uFEFFa\r', '\n\nb', 'c\n', '\uFEFFd')).toEqual(['1 a', '3 bc', '4 \uFEFFd']);
    expect(await textOf(Readable.from([Buffer.from('\uFEFF{}')]))).toBe('{}');
  });

  it('come before the error that names a line which is too long', async () => {
    const seen: number[] = [];
    const long = [Buffer.from('a\n'), ...Array.from({ length: 3 }, () => Buffer.alloc(2 ** 20, 'b'))];
    const reading = (async () => {
      for await (const { number } of linesOf(Readable.from(long))) seen.push(number);
    })();
    await expect(reading).rejects.toMatchObject({
      name: 'CliError',
      message: expect.stringMatching(/^Line 2 is/),
    });
    expect(seen).toEqual([1]);
    await expect(textOf(Readable.from(long))).rejects.toMatchObject({ name: 'CliError' });
  });
});

import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { csvRow } from './csv.js';
import { anyChar } from '../../../test/support/any-char.js';

/** Reads one row of CSV, as RFC 4180 has it. */
function cellsOf(row: string): string[] {
  const cells = row.slice(0, -2).match(/(?<=^|,)(?:"(?:[^"]|"")*"|[^,"]*)(?=,|$)/gs) ?? [];
  return cells.map((cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell));
}

describe(csvRow.name, () => {
  it('writes values with commas between them and a line break behind them', () => {
    expect(csvRow(['a', 1, true, null, ''])).toBe('a,1,true,,\r\n');
  });

  it.each([
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    [' spaced', '" spaced"'],
    ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['+cmd', "'+cmd"],
    ['-cmd', "'-cmd"],
    ['\tx', "'\tx"],
    ['\r=1', '"\'\r=1"'],
    ['=HYPERLINK("http://x.test","y")', '"\'=HYPERLINK(""http://x.test"",""y"")"'],
  ])('writes %j as %s', (value, written) => {
    expect(csvRow([value])).toBe(`${written}\r\n`);
  });

  it.each([-1, '-1.5', '+7'])('leaves the number %j as it is', (value) => {
    expect(csvRow([value])).toBe(`${value}\r\n`);
  });

  it('writes cells that are read as they were', () => {
    const cell = fc.string({ unit: anyChar, maxLength: 8 }).filter((text) => !/^[=+\-@\t\r]/.test(text));
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 4 }), (cells) => {
        expect(cellsOf(csvRow(cells))).toEqual(cells);
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { csvLine } from './csv.js';

/** Reads one line of CSV, as RFC 4180 has it. */
function cellsOf(line: string): string[] {
  const cells = line.slice(0, -2).match(/(?<=^|,)(?:"(?:[^"]|"")*"|[^,"]*)(?=,|$)/gs) ?? [];
  return cells.map((cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell));
}

describe('csvLine', () => {
  it('writes texts, numbers, flags and nothing', () => {
    expect(csvLine(['a', 1.5, true, null, 'b,"c"\n', ' d'])).toBe('a,1.5,true,,"b,""c""\n"," d"\r\n');
  });

  it.each(['=1+1', '+1+1', '-cmd', '@SUM(A1)', '\t=1', '\r=1'])(
    'writes %j so that no spreadsheet runs it',
    (text) => {
      expect(cellsOf(csvLine([text, 'x']))).toEqual([`'${text}`, 'x']);
    },
  );

  it.each(['-5', '-0.5', 'job_17', "it's"])('leaves %s as it is', (text) => {
    expect(csvLine([text])).toBe(`${text}\r\n`);
  });

  it('writes cells that are read as they were', () => {
    const cell = fc.string({ unit: 'binary', maxLength: 8 }).filter((text) => !/^[=+\-@\t\r]/.test(text));
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 4 }), (cells) => {
        expect(cellsOf(csvLine(cells))).toEqual(cells);
      }),
    );
  });
});

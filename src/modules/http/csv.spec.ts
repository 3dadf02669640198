import { describe, expect, it } from '@jest/globals';
import { csvRow } from './csv.js';

describe(csvRow.name, () => {
  it('writes values with commas between them and a line break behind them', () => {
    expect(csvRow(['a', 1, true, null, ''])).toBe('a,1,true,,\r\n');
  });

  it.each([
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['+cmd', "'+cmd"],
    ['-cmd', "'-cmd"],
    ['\tx', "'\tx"],
    ['=HYPERLINK("http://x.test","y")', '"\'=HYPERLINK(""http://x.test"",""y"")"'],
  ])('writes %j as %s', (value, written) => {
    expect(csvRow([value])).toBe(`${written}\r\n`);
  });

  it.each([-1, '-1.5', '+7'])('leaves the number %j as it is', (value) => {
    expect(csvRow([value])).toBe(`${value}\r\n`);
  });
});

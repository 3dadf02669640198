import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TempFolder } from '../../../test/support/temp-folder.js';
import { modeWarnings } from './file-modes.js';

describe(modeWarnings.name, () => {
  let folder: TempFolder;
  beforeEach(() => void (folder = new TempFolder()));
  afterEach(() => folder[Symbol.dispose]());

  function warnings(directoryMode: number, keyMode: number): readonly string[] {
    const data = folder.file('data');
    mkdirSync(data, { recursive: true });
    chmodSync(data, directoryMode);
    writeFileSync(`${data}/key`, 'key');
    chmodSync(`${data}/key`, keyMode);
    return modeWarnings(data, [`${data}/key`, `${data}/nothing-here`]);
  }

  it('gives no warning about files that only their owner can open', () => {
    expect(warnings(0o700, 0o600)).toEqual([]);
    expect(warnings(0o755, 0o400)).toEqual([]);
  });

  it.each([0o666, 0o644, 0o640, 0o604])(
    'warns about a key file with mode %o and names the remedy',
    (mode) => {
      expect(warnings(0o700, mode)).toEqual([
        `Other users of this machine can open ${folder.file('data')}/key (mode ${mode.toString(8)}): ` +
          `run chmod 600 ${folder.file('data')}/key.`,
      ]);
    },
  );

  it.each([0o777, 0o770, 0o702])('warns about a data directory with mode %o', (mode) => {
    expect(warnings(mode, 0o600)).toEqual([expect.stringContaining(`run chmod 700 ${folder.file('data')}.`)]);
  });

  it('gives no warning about a directory that does not exist', () => {
    expect(modeWarnings(folder.file('missing'), [])).toEqual([]);
  });
});

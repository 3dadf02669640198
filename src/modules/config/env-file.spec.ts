import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvFile } from './env-file.js';

describe('readEnvFile', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'env-file-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function read(content: string | Uint8Array) {
    const file = join(folder, '.env');
    await writeFile(file, content);
    return readEnvFile(file);
  }

  it('reads no variables where there is no file', () => {
    expect(readEnvFile(join(folder, 'absent'))).toEqual({ variables: {}, warnings: [] });
  });

  it('reads comments, quotes, export and the example of the guide', async () => {
    const text = [
      '\uFEFF# webhooks',
      'WEBHOOK_TIMEOUT=10000          # 10 seconds',
      "export WEBHOOK_SECRET_KEY='a#b'",
      'WEBHOOK_URLS="https://a.example/x,',
      '  https://b.example/y"',
      '',
      'EMPTY=',
    ].join('\r\n');
    const { variables, warnings } = await read(text);
    expect(variables['WEBHOOK_TIMEOUT']).toBe('10000');
    expect(variables['WEBHOOK_SECRET_KEY']).toBe('a#b');
    expect(variables['WEBHOOK_URLS']).toContain('https://b.example/y');
    expect(variables['EMPTY']).toBe('');
    expect(warnings).toEqual([]);
  });

  it('warns where a # cuts a value short', async () => {
    const { warnings } = await read('A=1\nSECRET=abc#def\nB=2 # fine\n');
    expect(warnings).toEqual([`${join(folder, '.env')}, line 2: without quotes the value ends at the #.`]);
  });

  it.each<[string, string | Uint8Array, string]>([
    ['a line without =', 'A=1\nhunter2\n', 'line 2 is not NAME=value'],
    ['an open quote', 'A=1\nB="hunter2\nC=3\n', 'the quote opened in line 2 is never closed'],
    ['UTF-16', Buffer.from('A=1\n', 'utf16le'), 'is not UTF-8 text'],
    ['bytes that are no text', Uint8Array.of(0x41, 0x3d, 0xff), 'is not UTF-8 text'],
  ])('refuses %s without showing it', async (_, content, message) => {
    const reading = read(content);
    await expect(reading).rejects.toMatchObject({
      code: 'invalid_env_file',
      message: expect.stringContaining(message),
    });
    await expect(reading).rejects.not.toMatchObject({ message: expect.stringContaining('hunter2') });
  });

  it('names the reason when the file cannot be read', async () => {
    const directory = join(folder, 'directory');
    await mkdir(directory);
    expect(() => readEnvFile(directory)).toThrow(`${directory} is there but cannot be read (EISDIR).`);
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { resolveSecretKey, SecretKey } from './secret-key.js';

describe('resolveSecretKey', () => {
  let folder: string;
  let dataDirectory: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'secret-key-'));
    dataDirectory = join(folder, 'data');
    file = join(dataDirectory, 'webhook-secret.key');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const resolve = (secretKey: string | null = null) => resolveSecretKey({ secretKey, dataDirectory });

  it('takes the configured key and makes no file', async () => {
    expect(await resolve('configured')).toEqual({ secret: 'configured', origin: 'environment', file: null });
    expect(await readdir(folder)).toEqual([]);
  });

  it('makes a key once, readable by its owner alone, and reads it back later', async () => {
    const first = await resolve();
    expect(first).toEqual({
      secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
      origin: 'generated',
      file,
    });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await resolve()).toEqual({ ...first, origin: 'file' });
  });

  it('resolves to one key when many starts race, and leaves no other file behind', async () => {
    const keys = await Promise.all(Array.from({ length: 20 }, () => resolve()));
    expect(new Set(keys.map(({ secret }) => secret)).size).toBe(1);
    expect(keys.filter(({ origin }) => origin === 'generated')).toHaveLength(1);
    expect(await readdir(dataDirectory)).toEqual(['webhook-secret.key']);
  });

  it.each([
    ['an empty file', ' \n'],
    ['half a key', 'whsec_MfKQ9r8G'],
    ['something else', 'hunter2'],
  ])('refuses %s and leaves the file alone', async (_, content) => {
    await resolve();
    await writeFile(file, content);
    await expect(resolve()).rejects.toMatchObject({
      code: 'secret_key_corrupt',
      message: expect.not.stringContaining('hunter2'),
    });
    expect(await readFile(file, 'utf8')).toBe(content);
  });

  it('names the reason when the file cannot be read', async () => {
    await mkdir(file, { recursive: true });
    await expect(resolve()).rejects.toMatchObject({
      code: 'secret_key_unreadable',
      message: `The secret key in ${file} cannot be read (EISDIR).`,
    });
  });

  it('names the reason when the key cannot be kept', async () => {
    await writeFile(dataDirectory, 'a file where the folder should be');
    await expect(resolve()).rejects.toMatchObject({ message: expect.stringMatching(/\((ENOTDIR|EEXIST)\)/) });
  });
});

describe('SecretKey', () => {
  const key = new SecretKey({ secret: 'hunter2', origin: 'environment', file: null });

  it('gives the secret through its getter and masks it when printed', () => {
    expect(key.secret).toBe('hunter2');
    const shown = [
      JSON.stringify({ key }),
      inspect(key),
      `${key}`,
      inspect({ deep: { key } }, { showHidden: true }),
    ];
    expect(shown.filter((text) => text.includes('hunter2'))).toEqual([]);
  });
});

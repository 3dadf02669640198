import { utimesSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { TempFolder } from '../../../../test/support/temp-folder.js';
import { readHosts } from './hosts-file.js';
import { LocalNames } from './local-names.js';
import { WatchedFile } from './watched-file.js';

describe('readHosts', () => {
  it('reads addresses, names and aliases of either family', () => {
    const text =
      '\uFEFF# local\r\n127.0.0.1\tlocalhost\r\n::1 localhost ip6-localhost\r\n10.0.0.7  Shop shop.test # shop\r\n';
    expect(Object.fromEntries(readHosts(text))).toEqual({
      localhost: ['127.0.0.1', '::1'],
      'ip6-localhost': ['::1'],
      shop: ['10.0.0.7'],
      'shop.test': ['10.0.0.7'],
    });
  });

  it('skips lines without a plain address', () => {
    expect(readHosts('fe80::1%lo0 localhost\nnowhere name\n10.0.0.300 name\n10.0.0.1\n').size).toBe(0);
  });
});

describe('Name files of the system', () => {
  let folder: TempFolder | null = null;
  afterEach(() => folder?.[Symbol.dispose]());

  it('are read again a second after they were changed, made or removed', () => {
    folder = new TempFolder();
    const path = folder.file('hosts');
    let now = 0;
    const file = new WatchedFile(
      path,
      (text) => text,
      () => now,
    );
    const later = (): string => {
      now += 1_000;
      return file.value;
    };
    expect(file.value).toBe('');
    writeFileSync(path, 'one');
    expect(file.value).toBe('');
    expect(later()).toBe('one');
    writeFileSync(path, 'two');
    utimesSync(path, 1, 1);
    expect(later()).toBe('two');
    folder[Symbol.dispose]();
    expect(later()).toBe('');
  });

  it('resolve their names before any name server', () => {
    folder = new TempFolder();
    writeFileSync(folder.file('hosts'), '10.0.0.7 shop\n10.0.0.8 app.localhost\n');
    const names = new LocalNames(folder.file('hosts'));
    expect(names.find('shop')).toEqual(['10.0.0.7']);
    expect(names.find('shop.')).toEqual(['10.0.0.7']);
    expect(names.find('app.localhost')).toEqual(['10.0.0.8']);
    expect(names.find('other.localhost')).toEqual(['127.0.0.1', '::1']);
    expect(names.find('localhost')).toEqual(['127.0.0.1', '::1']);
    expect(names.find('a.invalid')).toEqual([]);
    expect(names.find('shop.test')).toBeNull();
  });
});

import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TempFolder } from '../../../test/support/temp-folder.js';
import { TWIN_NAMES } from './file-twins.js';
import { loadConfig, type LoadedConfig } from './load-config.js';

describe('…_FILE variables', () => {
  let folder: TempFolder;
  beforeEach(() => void (folder = new TempFolder()));
  afterEach(() => folder[Symbol.dispose]());

  const load = (variables: Record<string, string>, envFile: string | null = null): LoadedConfig =>
    loadConfig(variables, { envFile, interactive: false });

  function file(text: string | Buffer, name = 'value'): string {
    const path = folder.file(name);
    writeFileSync(path, text);
    return path;
  }

  it('exist for every variable that holds a secret, a URL or a list', () => {
    for (const name of [
      'WEBHOOK_URLS',
      'WEBHOOK_EVENTS',
      'WEBHOOK_SECRET_KEY',
      'WEBHOOK_ENCRYPTION_KEY',
      'WEBHOOK_HEADERS',
      'WEBHOOK_EMIT_KEYS',
      'WEBHOOK_ADMIN_KEYS',
      'WEBHOOK_ALLOW_NETWORKS',
      'WEBHOOK_TRUST_PROXY',
      'WEBHOOK_RETRY_SCHEDULE',
      'DATABASE_URL',
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      'OTEL_EXPORTER_OTLP_HEADERS',
    ])
      expect(TWIN_NAMES).toContain(`${name}_FILE`);
  });

  it.each(['\n', '\r\n', ''])('give the text of the file without its line end %j', (end) => {
    const { config, warnings } = load({ WEBHOOK_SECRET_KEY_FILE: file(`a-secret-of-this-test${end}`) });
    expect(config.secretKey).toBe('a-secret-of-this-test');
    expect(warnings).toEqual([]);
  });

  it('read lists and URLs like the variable itself', () => {
    const { config } = load({
      WEBHOOK_URLS_FILE: file('https://a.example/x, https://b.example/y\n', 'urls'),
      DATABASE_URL_FILE: file('postgres://u:p@db.example/gateway\n', 'database'),
      WEBHOOK_EMIT_KEYS_FILE: file('kP3xV9mQ2rT7wZ5c\n', 'keys'),
    });
    expect(config.urls).toEqual(['https://a.example/x', 'https://b.example/y']);
    expect(config.database).toEqual({ driver: 'postgres', url: 'postgres://u:p@db.example/gateway' });
    expect(config.emitKeys).toEqual(['kP3xV9mQ2rT7wZ5c']);
  });

  it('pass secrets of OpenTelemetry on to its SDK', () => {
    const { openTelemetry } = load({ OTEL_EXPORTER_OTLP_HEADERS_FILE: file('authorization=abc\n') });
    expect(openTelemetry['OTEL_EXPORTER_OTLP_HEADERS']).toBe('authorization=abc');
  });

  it('are refused beside the variable itself, with both names and no secret', () => {
    const both = {
      WEBHOOK_SECRET_KEY: 'secret-in-environment',
      WEBHOOK_SECRET_KEY_FILE: file('secret-in-file'),
    };
    expect(() => load(both)).toThrow(/WEBHOOK_SECRET_KEY and WEBHOOK_SECRET_KEY_FILE are both set/);
    expect(() => load(both)).not.toThrow(/secret-in/);
  });

  it('count as unset when empty', () => {
    expect(
      load({ WEBHOOK_SECRET_KEY: 'secret-of-a-test', WEBHOOK_SECRET_KEY_FILE: ' ' }).config.secretKey,
    ).toBe('secret-of-a-test');
  });

  it.each([
    ['a missing file', () => folder.file('nowhere'), /cannot be read \(ENOENT\)/],
    ['a folder', () => folder.path, /cannot be read \(EISDIR\)/],
    ['an empty file', () => file('\n'), /names an empty file/],
    ['bytes that are no text', () => file(Buffer.from([0xff, 0xfe, 0x00])), /not UTF-8 text/],
  ])('are refused for %s', (_, path, message) => {
    expect(() => load({ WEBHOOK_ADMIN_KEYS_FILE: path() })).toThrow(/WEBHOOK_ADMIN_KEYS_FILE=.*Accepted: /);
    expect(() => load({ WEBHOOK_ADMIN_KEYS_FILE: path() })).toThrow(message);
  });

  it('are listed with all other errors in one message', () => {
    const broken = {
      WEBHOOK_ADMIN_KEYS_FILE: folder.file('nowhere'),
      PORT: 'x',
      DATABASE_URL_FILE: file('mysql:'),
    };
    expect(() => load(broken)).toThrow(/3 errors[^]*WEBHOOK_ADMIN_KEYS_FILE[^]*PORT[^]*DATABASE_URL=/);
  });

  it('replace the variable in the .env file and yield to the variable of the process', () => {
    const envFile = file('WEBHOOK_SECRET_KEY=secret-of-dotenv\n', '.env');
    const path = file('secret-of-the-file');
    expect(load({ WEBHOOK_SECRET_KEY_FILE: path }, envFile).config.secretKey).toBe('secret-of-the-file');
    const other = file(`WEBHOOK_SECRET_KEY_FILE=${path}\n`, 'other.env');
    expect(load({ WEBHOOK_SECRET_KEY: 'secret-of-the-process' }, other).config.secretKey).toBe(
      'secret-of-the-process',
    );
    expect(load({}, other).config.secretKey).toBe('secret-of-the-file');
  });

  it('are suggested for a misspelt name', () => {
    expect(load({ WEBHOOK_SECRETKEY_FILE: '/x' }).warnings).toEqual([
      expect.stringContaining('did you mean WEBHOOK_SECRET_KEY_FILE?'),
    ]);
  });
});

describe('Quotation marks left in a value', () => {
  const load = (variables: Record<string, string>) =>
    loadConfig(variables, { envFile: null, interactive: false });

  it.each(['"kP3xV9mQ2rT7wZ5cY8"', "'kP3xV9mQ2rT7wZ5cY8'", '“kP3xV9mQ2rT7wZ5cY8”'])(
    'cause a warning that does not show the value: %s',
    (value) => {
      const { warnings } = load({ WEBHOOK_SECRET_KEY: value });
      expect(warnings).toEqual([
        expect.stringMatching(/^WEBHOOK_SECRET_KEY begins and ends with a quotation mark/),
      ]);
      expect(warnings.join()).not.toContain('kP3xV9mQ2rT7');
    },
  );

  it.each([
    ['WEBHOOK_SECRET_KEY', '"my-secret-0123456789'],
    ['WEBHOOK_EMIT_KEYS', 'k7Tq9vXw2LpZ8rBnHd,"m4Yc6sJf1GeK3uWaQx"'],
    ['WEBHOOK_ADMIN_KEYS', "k7Tq9vXw2LpZ8rBnHd, 'm4Yc6sJf1GeK3uWaQx"],
  ])('cause a warning around one of several keys, or on one side: %s=%s', (name, value) => {
    const { warnings } = load({ [name]: value });
    // Keys of a test are weak, which is warned of as well.
    expect(warnings).toContain(
      `${name} holds a quotation mark at the beginning or end of a key, which counts as part of it.`,
    );
  });

  it('are named as the cause when they surround the path of a file', () => {
    expect(() => load({ WEBHOOK_SECRET_KEY_FILE: '"/run/secrets/key"' })).toThrow(
      /cannot be read \(ENOENT\).* The value holds quotation marks: remove them/,
    );
  });

  it.each([
    ['WEBHOOK_URLS', '"https://a.example/x"'],
    ['WEBHOOK_URLS', '"https://a.example/x","https://b.example/y"'],
    ['WEBHOOK_URLS', "'https://a.example/x'"],
    ['WEBHOOK_TIMEOUT', '"5000"'],
    ['WEBHOOK_EVENTS', '"job.completed"'],
    ['DATABASE_URL', '"sqlite:./x.db"'],
  ])('are named as the cause of an error: %s=%s', (name, value) => {
    expect(() => load({ [name]: value })).toThrow(/The value holds quotation marks: remove them/);
  });
});

describe('Semicolons or line ends in a list', () => {
  const load = (variables: Record<string, string>) =>
    loadConfig(variables, { envFile: null, interactive: false });

  it('are refused between URLs, instead of making one URL', () => {
    const WEBHOOK_URLS = 'http://a.test/a;http://b.test/b';
    expect(() => load({ WEBHOOK_URLS })).toThrow(/holds another URL after a semicolon/);
    expect(() => load({ WEBHOOK_URLS })).toThrow(/separate entries by commas/);
  });

  it('are named as the cause where event patterns cannot be read', () => {
    expect(() => load({ WEBHOOK_EVENTS: 'job.completed;job.failed' })).toThrow(/separate entries by commas/);
  });

  it('cause a warning where they join two keys', () => {
    const { warnings } = load({ WEBHOOK_EMIT_KEYS: 'kP3xV9mQ2rT7wZ5cY8;b4Nf6Hs8Jd2Lg3Qa' });
    expect(warnings).toEqual([expect.stringMatching(/^WEBHOOK_EMIT_KEYS holds a semicolon/)]);
  });

  it.each([
    ['WEBHOOK_HEADERS', 'X-A:1;X-B:2', /holds a semicolon before what looks like another header/],
    ['WEBHOOK_HEADERS', 'X-A:1; X-B: 2', /holds a semicolon before what looks like another header/],
    ['WEBHOOK_URLS', 'https://a.example/x;', /holds a URL that ends with a semicolon/],
    ['WEBHOOK_URLS', 'https://a.example/x;,https://b.example/y', /holds a URL that ends with a semicolon/],
  ])('cause a warning where the semicolon may be meant: %s=%s', (name, value, sentence) => {
    expect(load({ [name]: value }).warnings).toEqual([expect.stringMatching(sentence)]);
  });

  it.each([
    ['WEBHOOK_HEADERS', 'Cookie:a=1; b=2,Link:<https://a.example>; rel=x;https://b.example'],
    ['WEBHOOK_URLS', 'https://a.example/x;v=1/y'],
  ])('cause no warning for %s=%s', (name, value) => {
    expect(load({ [name]: value }).warnings).toEqual([]);
  });

  it('are named as the cause where they are line ends', () => {
    expect(() => load({ WEBHOOK_URLS: 'https://a.example/x\nhttps://b.example/y' })).toThrow(
      /The value has several lines: separate entries by commas/,
    );
  });
});

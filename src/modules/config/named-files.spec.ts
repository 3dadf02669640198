import { createPrivateKey } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { certificate } from '../../../test/support/certificates.js';
import { TempFolder } from '../../../test/support/temp-folder.js';
import { loadConfig } from './load-config.js';
import type { Variables } from './read-environment.js';

const one = certificate({ name: 'one' });
const other = certificate({ name: 'other' });
const passphrase = 'open sesame';
const encrypted = createPrivateKey(one.key).export({
  type: 'pkcs8',
  format: 'pem',
  cipher: 'aes-256-cbc',
  passphrase,
}) as string;

describe('WEBHOOK_TLS_CA, WEBHOOK_TLS_CERT and WEBHOOK_TLS_KEY', () => {
  let folder: TempFolder;
  beforeAll(() => {
    folder = new TempFolder();
    writeFileSync(folder.file('one.pem'), one.cert);
    writeFileSync(folder.file('one.key'), one.key);
    writeFileSync(folder.file('other.key'), other.key);
    writeFileSync(folder.file('encrypted.key'), encrypted);
  });
  afterAll(() => folder[Symbol.dispose]());

  const tls = (names: Variables, words: Variables = {}) => {
    const paths = Object.entries(names).map(([name, file]) => [`WEBHOOK_TLS_${name}`, folder.file(file!)]);
    return loadConfig({ ...Object.fromEntries(paths), ...words }, { envFile: null }).config.tls;
  };

  it('read the PEM files they name', () => {
    expect(tls({ CA: 'one.pem' })).toEqual({ ca: one.cert, cert: null, key: null, passphrase: null });
    expect(tls({ CERT: 'one.pem', KEY: 'one.key' })).toMatchObject({
      ca: null,
      cert: one.cert,
      key: one.key,
    });
    const words = { WEBHOOK_TLS_KEY_PASSPHRASE: passphrase };
    expect(tls({ CERT: 'one.pem', KEY: 'encrypted.key' }, words)).toMatchObject({
      key: encrypted,
      passphrase,
    });
  });

  it.each<[string, Variables, Variables, string]>([
    ['a file that is not there', { CA: 'none.pem' }, {}, 'WEBHOOK_TLS_CA="'],
    ['a file that is not there', { CA: 'none.pem' }, {}, 'names a file that cannot be read (ENOENT)'],
    ['a folder', { CA: '.' }, {}, 'names a file that cannot be read (EISDIR)'],
    [
      'a key as authority',
      { CA: 'one.key' },
      {},
      'names a file that holds a private key where a certificate belongs',
    ],
    [
      'a certificate as key',
      { CERT: 'one.pem', KEY: 'one.pem' },
      {},
      'names a file that holds no private key in PEM',
    ],
    ['a certificate alone', { CERT: 'one.pem' }, {}, 'WEBHOOK_TLS_CERT is set and WEBHOOK_TLS_KEY is not'],
    ['a key alone', { KEY: 'one.key' }, {}, 'WEBHOOK_TLS_KEY is set and WEBHOOK_TLS_CERT is not'],
    [
      'the key of another',
      { CERT: 'one.pem', KEY: 'other.key' },
      {},
      'WEBHOOK_TLS_KEY: it does not belong to the first certificate',
    ],
    [
      'no passphrase',
      { CERT: 'one.pem', KEY: 'encrypted.key' },
      {},
      'WEBHOOK_TLS_KEY_PASSPHRASE is required: the key is encrypted',
    ],
    [
      'a wrong passphrase',
      { CERT: 'one.pem', KEY: 'encrypted.key' },
      { WEBHOOK_TLS_KEY_PASSPHRASE: 'wrong-words' },
      'WEBHOOK_TLS_KEY_PASSPHRASE does not open the key',
    ],
    [
      'the key itself',
      {},
      { WEBHOOK_TLS_KEY: one.key, WEBHOOK_TLS_CERT: '/x' },
      'WEBHOOK_TLS_KEY=*** is the certificate or key itself',
    ],
  ])('are refused for %s', (_, names, words, message) => {
    const load = (): unknown => tls(names, words);
    expect(load).toThrow(message);
    expect(load).not.toThrow(/sesame|wrong-words|[A-Za-z0-9+]{50}/);
  });
});

describe('variables that Node reads before the .env file', () => {
  it('cause a warning with a remedy', () => {
    using folder = new TempFolder();
    const envFile = folder.file('.env');
    writeFileSync(
      envFile,
      'NODE_EXTRA_CA_CERTS=/ca.pem\nSSL_CERT_FILE=/ca.pem\nNODE_ENV=production\nNODE_OPTIONS=x',
    );
    const { warnings } = loadConfig({ NODE_OPTIONS: 'y' }, { envFile });
    expect(warnings).toEqual([
      expect.stringMatching(/^NODE_EXTRA_CA_CERTS has no effect in \.env.*WEBHOOK_TLS_CA\.$/),
      expect.stringMatching(/^SSL_CERT_FILE has no effect in \.env/),
    ]);
  });
});

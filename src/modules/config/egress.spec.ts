import { describe, expect, it } from '@jest/globals';
import { egressLine } from './egress.js';
import { loadConfig } from './load-config.js';
import type { Variables } from './read-environment.js';

const egress = (variables: Variables) => loadConfig(variables, { envFile: null }).config.egress;
const warnings = (variables: Variables) => loadConfig(variables, { envFile: null }).warnings;
const line = (variables: Variables) => egressLine(egress(variables));

describe('egress settings', () => {
  it('use no proxy by default', () => {
    expect(egress({})).toEqual({ http: null, https: null, direct: [], proxyTrusted: false });
    expect(line({ NO_PROXY: 'a.test' })).toBeNull();
  });

  it('take a proxy by scheme, lower-case variables first, and ignore empty variables', () => {
    const variables = {
      HTTP_PROXY: 'upper.test',
      http_proxy: 'lower.test:1',
      HTTPS_PROXY: 'http://s.test',
      https_proxy: '',
    };
    expect(egress(variables)).toMatchObject({
      http: { origin: 'http://lower.test:1', variable: 'http_proxy' },
      https: { origin: 'http://s.test', variable: 'HTTPS_PROXY' },
    });
  });

  it('take WEBHOOK_EGRESS_PROXY for all targets and do not read the variables it replaces', () => {
    const variables = {
      WEBHOOK_EGRESS_PROXY: 'https://own.test:8443',
      HTTPS_PROXY: 'socks5://x',
      http_proxy: '?',
    };
    const own = { origin: 'https://own.test:8443', variable: 'WEBHOOK_EGRESS_PROXY' };
    expect(egress(variables)).toMatchObject({ http: own, https: own });
    expect(egress({ ...variables, WEBHOOK_EGRESS_PROXY: 'none' })).toMatchObject({ http: null, https: null });
  });

  it('reach the targets of WEBHOOK_EGRESS_NO_PROXY directly, or else those of NO_PROXY', () => {
    const proxy = { HTTPS_PROXY: 'http://p.test' };
    expect(egress({ ...proxy, NO_PROXY: 'a.test,b.test c.test', no_proxy: ' d.test ' }).direct).toEqual([
      'd.test',
    ]);
    expect(egress({ ...proxy, NO_PROXY: 'a.test,b.test c.test' }).direct).toEqual([
      'a.test',
      'b.test',
      'c.test',
    ]);
    expect(egress({ ...proxy, NO_PROXY: '?', WEBHOOK_EGRESS_NO_PROXY: '*' }).direct).toEqual(['*']);
    expect(egress({ NO_PROXY: '?' }).direct).toEqual([]);
  });

  it('decode the credentials of a proxy and mask them in messages', () => {
    const { https } = egress({ HTTPS_PROXY: 'http://m%40e:p%3Aä@p.test:3128' });
    expect(https!.authorization).toBe(`Basic ${Buffer.from('m@e:p:ä').toString('base64')}`);
    expect(https!.shown).toBe('http://***@p.test:3128');
    expect(egress({ HTTPS_PROXY: 'http://only-a-token@p.test' }).https!.authorization).toBe(
      `Basic ${Buffer.from('only-a-token:').toString('base64')}`,
    );
  });

  it('are logged at the start in one line', () => {
    expect(line({ WEBHOOK_EGRESS_PROXY: 'http://me:secret@p.test:3128', NO_PROXY: '10.0.0.0/8' })).toBe(
      '🧭 Deliveries leave through http://***@p.test:3128 (WEBHOOK_EGRESS_PROXY); directly to 10.0.0.0/8',
    );
    expect(line({ HTTPS_PROXY: 'http://p.test' })).toBe(
      '🧭 Deliveries to https:// leave through http://p.test (HTTPS_PROXY), to http:// directly',
    );
  });

  it.each([
    ['socks5://p.test:1080', 'names a SOCKS proxy, which the gateway does not speak'],
    ['ftp://p.test', 'is not an http:// or https:// URL'],
    ['http://', 'is not an http:// or https:// URL'],
    ['http://p.test:99999', 'cannot be read as a URL'],
    ['http://p.test/path', 'has a path'],
    ['http://p.test:0', 'has the port 0'],
    ['http://a b.test', 'contains white space'],
    ['http://me:%zz@p.test', 'not percent-encoded correctly'],
  ])('are refused for %s, with the variable and the accepted values', (text, problem) => {
    const load = (): unknown => egress({ HTTPS_PROXY: text });
    expect(load).toThrow(/ {2}HTTPS_PROXY=.* Accepted: http:\/\/host:port/);
    expect(load).toThrow(problem);
  });

  it('cause a warning where receivers on this machine would be asked through a proxy', () => {
    const urls = 'http://localhost:4000/a,https://app.test/,slack+http://[::1]:5000/b';
    const variables = { WEBHOOK_URLS: urls, WEBHOOK_EGRESS_PROXY: 'http://p.test:3128' };
    expect(warnings(variables)).toEqual([
      expect.stringMatching(
        /^webhook_1 is on this machine \(localhost:4000\) .*http:\/\/p\.test:3128: list localhost/,
      ),
      expect.stringMatching(/^webhook_3 is on this machine \(\[::1\]:5000\)/),
    ]);
    expect(warnings({ ...variables, NO_PROXY: 'localhost,127.0.0.1,::1' })).toEqual([]);
  });

  it('cause a warning where ALL_PROXY is the only proxy variable', () => {
    expect(warnings({ ALL_PROXY: 'socks5://p.test' })).toEqual([
      expect.stringContaining('ALL_PROXY is not read'),
    ]);
    expect(warnings({ ALL_PROXY: 'socks5://p.test', HTTPS_PROXY: 'http://p.test' })).toEqual([]);
  });
});

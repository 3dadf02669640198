import { describe, expect, it } from '@jest/globals';
import type { Definition } from './definition.js';
import { draft } from './draft.js';
import type { EndpointRequest } from './endpoint.dto.js';
import { carriedAlong, originChange } from './moved-origin.js';

const SECRET = 'a-key-of-the-endpoint';
const before = {
  adapter: 'generic',
  settings: {},
  secrets: {
    url: 'https://old.test/hook',
    headers: { Authorization: 'Bearer one', 'X-B': 'two' },
    secret: SECRET,
    previous: { secret: 'older', until: 1 },
  },
} satisfies Definition;

function faultsOf(request: EndpointRequest, base: Definition = before): string[] {
  const made = draft(request, base, 'Brand');
  if (!made.ok) throw new Error(JSON.stringify(made.faults));
  return carriedAlong(request, base, made.definition).map(({ field }) => field);
}

describe('originChange', () => {
  const to = (url: string) => originChange(before, { ...before, secrets: { ...before.secrets, url } });

  it.each([
    'https://new.test/hook',
    'http://old.test/hook',
    'https://old.test:8443/hook',
    'https://old.test./hook',
    'https://sub.old.test/hook',
  ])('tells another server in %s', (url) => {
    expect(to(url)).toEqual({ from: 'https://old.test', to: new URL(url).origin });
  });

  it.each(['https://old.test/other?path=1', 'https://OLD.test:443/hook'])(
    'tells the same server in %s',
    (url) => {
      expect(to(url)).toBeNull();
    },
  );

  it('is null for a new endpoint and for one that cannot be decrypted', () => {
    expect(originChange(null, before)).toBeNull();
    expect(originChange({ ...before, secrets: { url: '' } }, before)).toBeNull();
  });
});

describe('carriedAlong', () => {
  const url = 'https://new.test/';

  it('names every secret that was given for the old server', () => {
    expect(faultsOf({ url })).toEqual(['headers.Authorization', 'headers.X-B', 'secret']);
  });

  it('names masked values, which stand for stored ones', () => {
    const headers = { Authorization: '***', 'X-B': 'new' };
    expect(faultsOf({ url, headers, secret: 'another-key' })).toEqual(['headers.Authorization']);
  });

  it.each<[string, EndpointRequest]>([
    ['given anew', { headers: { Authorization: 'Bearer new' }, secret: 'another-key' }],
    ['given again in clear', { headers: { Authorization: 'Bearer one' }, secret: SECRET }],
    ['taken away', { headers: {}, secret: null }],
    ['taken away by null', { headers: null, secret: null }],
  ])('names no secret that is %s', (_, request) => {
    expect(faultsOf({ url, ...request })).toEqual([]);
  });

  it('names nothing where no secret was given', () => {
    const bare = { ...before, secrets: { url: before.secrets.url } };
    expect(faultsOf({ url }, bare)).toEqual([]);
  });

  it('names the key of a client certificate and its passphrase, but no certificates', () => {
    const tls = { ca: 'CA', cert: 'CERT', key: 'KEY', passphrase: 'PASS' };
    const base = { ...before, secrets: { url: before.secrets.url, tls } };
    const after = { ...base, secrets: { ...base.secrets, url } };
    const fields = (request: EndpointRequest, made: Definition) =>
      carriedAlong({ url, ...request }, base, made).map(({ field }) => field);
    expect(fields({}, after)).toEqual(['tls.key', 'tls.passphrase']);
    expect(fields({ tls: { key: 'KEY', passphrase: 'PASS' } }, after)).toEqual([]);
    expect(fields({ tls: null }, { ...base, secrets: { url } })).toEqual([]);
    const bare = { ca: 'CA', cert: null, key: null, passphrase: null };
    const pinned = { ...base, secrets: { ...base.secrets, tls: bare } };
    expect(carriedAlong({ url }, pinned, { ...pinned, secrets: { url, tls: bare } })).toEqual([]);
  });
});

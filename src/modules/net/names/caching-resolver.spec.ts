import { writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { NameServer, zoneOf, type NameAnswer, type Zone } from '../../../../test/support/name-server.js';
import { TempFolder } from '../../../../test/support/temp-folder.js';
import { until } from '../../../../test/support/until.js';
import { LocalNames } from './local-names.js';
import { NAME_DEFAULTS } from './name-settings.js';
import { createResolver } from './create-resolver.js';
import { CachingResolver } from './caching-resolver.js';
import { SystemSource } from './system-source.js';

async function addressesOf(names: CachingResolver, name: string): Promise<readonly string[]> {
  return (await names.resolve(name)).map(({ address }) => address);
}

/** Resolves a name again after its answer was dropped; an answer is fresh for a second at most. */
async function openAgain(names: CachingResolver, name: string): Promise<readonly string[]> {
  names.forget(name);
  return addressesOf(names, name);
}

describe(CachingResolver.name, () => {
  const closers: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });

  async function serving(zone: Zone): Promise<NameServer> {
    const server = await NameServer.start(zone);
    closers.push(() => server.close());
    return server;
  }

  function folder(): TempFolder {
    const made = new TempFolder();
    closers.push(() => made[Symbol.dispose]());
    return made;
  }

  /** Makes a resolver that asks these servers only, without files of this machine. */
  function asking(servers: readonly NameServer[], timeoutMs = 4_000, resolvConf = ''): CachingResolver {
    const place = folder();
    writeFileSync(place.file('resolv.conf'), resolvConf);
    const files = { hosts: place.file('hosts'), resolvConf: place.file('resolv.conf') };
    const settings = { ...NAME_DEFAULTS, servers: servers.map(({ address }) => address), timeoutMs };
    return createResolver(settings, files);
  }

  it('asks for both families and keeps the answer for its TTL', async () => {
    const server = await serving(zoneOf({ 'a.test': ['192.0.2.1', '2001:db8::1'] }));
    const names = asking([server]);
    const found = await addressesOf(names, 'a.test');
    expect([...found].sort()).toEqual(['192.0.2.1', '2001:db8::1']);
    expect(await addressesOf(names, 'A.test')).toEqual(found);
    expect(server.asked('a.test')).toBe(1);
  });

  it('asks once for all simultaneous callers', async () => {
    const server = await serving(zoneOf({ 'a.test': ['192.0.2.1'] }));
    const names = asking([server]);
    await Promise.all(Array.from({ length: 50 }, () => names.resolve('a.test')));
    expect(server.asked('a.test')).toBe(1);
  });

  it('answers for other names while hundreds of names get no answer', async () => {
    const server = await serving((question) =>
      question.name.endsWith('silent.test') ? 'silence' : zoneOf({ 'a.test': ['192.0.2.1'] })(question),
    );
    const names = asking([server], 4_000);
    const silent = Array.from({ length: 300 }, (_, n) =>
      names.resolve(`${n}.silent.test`).catch((error: Error) => error.message),
    );
    let over = false;
    void Promise.any(silent).then(() => (over = true));
    expect(await addressesOf(names, 'a.test')).toEqual(['192.0.2.1']);
    expect(over).toBe(false);
    expect(await Promise.any(silent)).toMatch(
      /^getaddrinfo EAI_AGAIN \d+\.silent\.test \(no answer from a name server within 4000ms\)$/,
    );
    await Promise.all(silent);
  }, 30_000);

  it.each<[string, NameAnswer, string, string]>([
    ['does not exist', { error: 'NXDOMAIN' }, 'ENOTFOUND', 'getaddrinfo ENOTFOUND a.test'],
    ['has no address', { addresses: [] }, 'ENOTFOUND', 'getaddrinfo ENOTFOUND a.test'],
    [
      'fails',
      { error: 'SERVFAIL' },
      'EAI_AGAIN',
      'getaddrinfo EAI_AGAIN a.test (the name server answered SERVFAIL)',
    ],
    [
      'is refused',
      { error: 'REFUSED' },
      'EAI_AGAIN',
      'getaddrinfo EAI_AGAIN a.test (the name server refused the question)',
    ],
    [
      'gets no answer',
      'silence',
      'EAI_AGAIN',
      'getaddrinfo EAI_AGAIN a.test (no answer from a name server within 300ms)',
    ],
  ])('reports that a name %s', async (_, answer, code, message) => {
    const names = asking([await serving(() => answer)], 300);
    await expect(names.resolve('a.test')).rejects.toMatchObject({ code, message });
  });

  it('finds no address for an invalid name', async () => {
    const names = asking([await serving(() => ({ error: 'NXDOMAIN' }))]);
    await expect(names.resolve(`${'a'.repeat(70)}.test`)).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });

  it('takes a slow answer to its first question, though it has asked again', async () => {
    const slow: Zone = ({ type }) => ({ addresses: type === 'A' ? ['192.0.2.1'] : [], afterMs: 900 });
    const server = await serving(slow);
    expect(await addressesOf(asking([server]), 'a.test')).toEqual(['192.0.2.1']);
    expect(server.asked('a.test')).toBe(2);
  });

  it('asks again when a packet was lost', async () => {
    const answers = zoneOf({ 'a.test': ['192.0.2.1'] });
    const server: NameServer = await serving((question) =>
      server.questions.length <= 2 ? 'silence' : answers(question),
    );
    expect(await addressesOf(asking([server]), 'a.test')).toEqual(['192.0.2.1']);
  });

  it('asks the next name server when one does not answer, and asks that one first from then on', async () => {
    const dead = await serving(() => 'silence');
    const live = await serving(zoneOf({ 'a.test': ['192.0.2.1'], 'b.test': ['192.0.2.2'] }));
    const names = asking([dead, live]);
    expect(await addressesOf(names, 'a.test')).toEqual(['192.0.2.1']);
    expect(await addressesOf(names, 'b.test')).toEqual(['192.0.2.2']);
    expect([dead.asked('a.test'), dead.asked('b.test')]).toEqual([1, 0]);
  });

  it('asks the next name server when one fails or refuses', async () => {
    const lame = await serving(() => ({ error: 'SERVFAIL' }));
    const live = await serving(zoneOf({ 'a.test': ['192.0.2.1'] }));
    expect(await addressesOf(asking([lame, live]), 'a.test')).toEqual(['192.0.2.1']);
  });

  it('completes names by the search list, and follows its changes', async () => {
    const server = await serving(
      zoneOf({
        'shop.ns.cluster.test': ['192.0.2.1'],
        'shop.lab.test': ['192.0.2.2'],
        'a.b.test': ['192.0.2.3'],
      }),
    );
    const place = folder();
    const conf = place.file('resolv.conf');
    writeFileSync(conf, 'search other.test ns.cluster.test\noptions ndots:5\n');
    const settings = { ...NAME_DEFAULTS, servers: [server.address] };
    const names = createResolver(settings, { hosts: place.file('hosts'), resolvConf: conf });
    expect(await addressesOf(names, 'shop')).toEqual(['192.0.2.1']);
    expect(await addressesOf(names, 'a.b.test')).toEqual(['192.0.2.3']);
    expect(server.asked('a.b.test.ns.cluster.test')).toBe(1);
    await expect(names.resolve('shop.')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    writeFileSync(conf, 'search lab.test\n');
    await until('the new search list', async () => (await openAgain(names, 'shop')).includes('192.0.2.2'));
  });

  it('resolves names of the hosts file, localhost and literal addresses without a question', async () => {
    const server = await serving(() => ({ error: 'NXDOMAIN' }));
    const place = folder();
    writeFileSync(place.file('hosts'), '192.0.2.7 shop\n');
    const settings = { ...NAME_DEFAULTS, servers: [server.address] };
    const names = createResolver(settings, { hosts: place.file('hosts'), resolvConf: place.file('none') });
    expect(await addressesOf(names, 'shop')).toEqual(['192.0.2.7']);
    expect([...(await addressesOf(names, 'app.localhost'))].sort()).toEqual(['127.0.0.1', '::1']);
    expect(await addressesOf(names, '2001:db8::1')).toEqual(['2001:db8::1']);
    await expect(names.resolve('nobody.invalid')).rejects.toMatchObject({
      code: 'ENOTFOUND',
      message: 'getaddrinfo ENOTFOUND nobody.invalid',
    });
    expect(server.questions).toEqual([]);
  });

  it('asks again for a name that was dropped, and after a negative answer', async () => {
    const server = await serving(() => ({ error: 'NXDOMAIN' }));
    const names = asking([server]);
    await expect(names.resolve('a.test')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    server.turn(zoneOf({ 'a.test': ['192.0.2.1'] }));
    await until('the new name', () =>
      names.resolve('a.test').then(
        () => true,
        () => false,
      ),
    );
    server.turn(zoneOf({ 'a.test': ['192.0.2.2'] }));
    await until('the new address', async () => (await openAgain(names, 'a.test')).includes('192.0.2.2'));
  });

  describe('with the resolver of the system', () => {
    const local = () => new LocalNames(folder().file('hosts'));

    it('holds few threads at once, and answers in time', async () => {
      const asked: string[] = [];
      const source = new SystemSource((hostname, _, callback) => {
        asked.push(hostname);
        if (hostname === 'a.test') callback(null, [{ address: '192.0.2.1', family: 4 }]);
      });
      const limits = { all: 3, suspects: 1 };
      const names = new CachingResolver({ local: local(), source, limits, timeoutMs: 50 });
      const hanging = Array.from({ length: 10 }, (_, n) => names.resolve(`${n}.silent.test`));
      const outcomes = await Promise.allSettled(hanging);
      expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
      expect(asked).toHaveLength(3);
      await expect(names.resolve('a.test')).rejects.toMatchObject({
        message: 'getaddrinfo EAI_AGAIN a.test (too many other names are being looked up)',
      });
    });

    it('leaves threads to names that answer while a silent name is asked for again', async () => {
      const hung: (() => void)[] = [];
      const source = new SystemSource((hostname, _, callback) => {
        if (hostname === 'a.test') callback(null, [{ address: '192.0.2.1', family: 4 }]);
        else hung.push(() => callback(Object.assign(new Error('?'), { code: 'EAI_AGAIN' }), []));
      });
      const limits = { all: 3, suspects: 1 };
      const names = new CachingResolver({ local: local(), source, limits, timeoutMs: 50 });
      const first = ['x', 'y', 'z'].map((name) => names.resolve(`${name}.silent.test`));
      await Promise.allSettled(first);
      for (const end of hung.splice(0)) end();
      // All three look-ups have ended without an answer in time, so together they get one thread.
      const again = ['x', 'y', 'z'].map((name) => names.resolve(`${name}.silent.test`));
      void Promise.allSettled(again);
      expect(await addressesOf(names, 'a.test')).toEqual(['192.0.2.1']);
      await Promise.allSettled(again);
    });
  });
});

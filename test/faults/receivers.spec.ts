import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { certificate } from '../support/certificates.js';
import { NameServer, type Zone } from '../support/name-server.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { toxicOf, type Toxic } from '../support/toxics.js';
import { until } from '../support/until.js';
import { badTls } from './bad-tls.js';
import { SOUND, strikes } from './fault-run.js';
import type { Ledger } from './ledger.js';
import { HOSTILITIES, HostileFront, type Hostility } from './hostile-front.js';
import { SqliteScene } from './sqlite-scene.js';
import { addInVain, errorCodesIn } from './states.js';

const LONG_MS = 3 * 3_600_000;

const TOXICS: readonly Toxic[] = [
  { kind: 'latency', ms: 100, jitterMs: 100 },
  { kind: 'slicer', bytes: 20, delayMs: 1 },
  { kind: 'bandwidth', bytesPerSecond: 20_000 },
  { kind: 'limit_data', bytes: 300 },
  { kind: 'reset_peer', ms: 20 },
  { kind: 'timeout', ms: 100 },
  { kind: 'timeout', ms: 0 },
];

/** Ways in which a name server fails to resolve a name that it knows. */
const BAD_NAMES: Readonly<Record<string, Zone>> = {
  'never answers': () => 'silence',
  'answers too late': () => ({ addresses: [], afterMs: 1_000 }),
  fails: () => ({ error: 'SERVFAIL' }),
  refuses: () => ({ error: 'REFUSED' }),
  'denies the name': () => ({ error: 'NXDOMAIN' }),
  'has no address': () => ({ addresses: [] }),
  'answers for IPv6 alone': ({ type }) => (type === 'AAAA' ? { addresses: ['::1'], ttl: 0 } : 'silence'),
};

/** The error codes of the ways in which TLS fails: each way has its own, so that none is taken for another. */
const TLS_FAULTS = [
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ETIMEDOUT',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ECONNRESET',
];

/** Makes the receiver hostile in one way after the other, and mends it each time. */
async function hostile(
  scene: SqliteScene,
  name: string,
  front: HostileFront,
  ways: readonly Hostility[],
  env: Readonly<Record<string, string>>,
): Promise<Ledger> {
  try {
    await scene.start({ WEBHOOK_URLS: front.url, WEBHOOK_CONCURRENCY: '4', ...env });
    return await scene.run({
      name,
      strikes: strikes(ways.length),
      async strike(nth) {
        front.turn(ways[nth % ways.length]!);
        await until('what it comes to', () => front.met >= 3);
        expect((await scene.gateway.get('/livez')).status).toBe(200);
        front.turn(null);
      },
      mayRepeat: (grounds) => addInVain(grounds, scene.databaseFile),
    });
  } finally {
    await front.close();
  }
}

describe('A gateway on SQLite', () => {
  it(
    'loses nothing behind a bad network, and repeats only deliveries whose answer did not arrive',
    async () => {
      await using scene = await SqliteScene.open();
      const proxy = await TcpProxy.inFrontOf(scene.recording.receiver.url());
      try {
        await scene.start({ WEBHOOK_URLS: proxy.url, WEBHOOK_TIMEOUT: '500' });
        const ledger = await scene.run({
          name: 'A bad network before the receiver',
          strikes: strikes(TOXICS.length + 1),
          async strike(nth) {
            const [way, toxic] = toxicOf(nth, TOXICS);
            if (toxic) proxy.infect(way, toxic);
            else proxy.halfOpenAll();
            await sleep(250);
            proxy.heal();
          },
          mayRepeat: (grounds) => addInVain(grounds, scene.databaseFile),
        });
        expect(ledger).toMatchObject(SOUND);
      } finally {
        await proxy.close();
      }
    },
    LONG_MS,
  );

  it(
    'loses nothing when its receiver is hostile in every known way, and repeats only deliveries whose answer did not arrive',
    async () => {
      await using scene = await SqliteScene.open();
      const front = await HostileFront.before(scene.recording.receiver.port);
      const ways = Object.values(HOSTILITIES);
      const ledger = await hostile(scene, 'A hostile receiver', front, ways, { WEBHOOK_TIMEOUT: '300' });
      expect(ledger).toMatchObject(SOUND);
    },
    LONG_MS,
  );

  it(
    'loses nothing when the name server of its receiver fails in every known way, and delivers all once it is mended',
    async () => {
      await using scene = await SqliteScene.open();
      const good: Zone = ({ type }) => ({ addresses: type === 'A' ? ['127.0.0.1'] : [], ttl: 0 });
      const names = await NameServer.start(good);
      const front = await HostileFront.before(scene.recording.receiver.port);
      try {
        await scene.start({
          WEBHOOK_URLS: front.url.replace('127.0.0.1', 'shop.test'),
          WEBHOOK_DNS_SERVERS: names.address,
          WEBHOOK_DNS_TIMEOUT: '300ms',
        });
        const ways = Object.values(BAD_NAMES);
        const ledger = await scene.run({
          name: 'A bad name server',
          strikes: strikes(ways.length),
          async strike(nth) {
            names.turn(ways[nth % ways.length]!);
            const asked = names.asked('shop.test');
            await until('a look-up', () => {
              // Connections that stand need no name.
              front.turn(null);
              return names.asked('shop.test') > asked;
            });
            expect((await scene.gateway.get('/livez')).status).toBe(200);
            names.turn(good);
          },
          mayRepeat: (grounds) => addInVain(grounds, scene.databaseFile),
        });
        expect(ledger).toMatchObject(SOUND);
      } finally {
        await front.close();
        await names.close();
      }
    },
    LONG_MS,
  );

  it(
    'sends nothing to a receiver whose TLS is bad in any known way, and delivers all once it is mended',
    async () => {
      await using scene = await SqliteScene.open();
      const authority = certificate({ name: 'An authority', authority: true });
      const trusted = scene.folder.file('authority.pem');
      writeFileSync(trusted, authority.cert);
      const front = await HostileFront.before(
        scene.recording.receiver.port,
        certificate({ name: 'receiver', by: authority, addresses: ['127.0.0.1'] }),
      );
      const ways = Object.values(badTls(authority));
      const ledger = await hostile(scene, 'A receiver with bad TLS', front, ways, {
        NODE_EXTRA_CA_CERTS: trusted,
        WEBHOOK_TIMEOUT: '500',
      });
      expect(ledger).toMatchObject(SOUND);
      expect(errorCodesIn(scene.databaseFile)).toEqual(expect.arrayContaining(TLS_FAULTS));
    },
    LONG_MS,
  );
});

import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayProcess } from '../support/gateway-process.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { TempFolder } from '../support/temp-folder.js';
import type { Toxic } from '../support/toxics.js';
import { until } from '../support/until.js';
import { Book } from './books.js';
import { QUICK } from './env.js';
import { BALANCED, faultRun, strikes, type FaultRun } from './fault-run.js';
import type { Ledger } from './ledger.js';
import { HOSTILITIES, HostileFront } from './hostile-front.js';
import { SmallDisk } from './small-disk.js';
import { addInVain, integrityOf, statesIn } from './states.js';
import { randomFrom } from './victims.js';

const PRELOADS = join(import.meta.dirname, '../support');
const preload = (name: string) => `--import=${pathToFileURL(join(PRELOADS, name))}`;
const SOUND = { ...BALANCED, integrity: 'ok' };
const DAY_MS = 86_400_000;
const DEADLINE_MS = 1_000;
/** Longer than an attempt may take; in the long form longer than leases hold. */
const FROZEN_MS = strikes(1_500, 22_000);
const LONG_MS = 3 * 3_600_000;

describe('A gateway on SQLite', () => {
  const random = randomFrom(20_240_302);
  let folder: TempFolder;
  let book: Book;
  let gateway: GatewayProcess | undefined;
  /** Part of the requests that the receiver refuses. */
  let refused: number;

  beforeEach(async () => {
    folder = new TempFolder();
    refused = 0;
    book = await Book.open({
      fault: () => (random() < refused ? 503 : null),
      success: 200,
      life: () => 1,
    });
  });

  afterEach(async () => {
    await gateway?.end('SIGKILL');
    gateway = undefined;
    await book.receiver.close();
    folder[Symbol.dispose]();
  });

  const databaseFile = () => folder.file('data/gateway.db');

  async function start(env: Readonly<Record<string, string>> = {}): Promise<void> {
    gateway = await GatewayProcess.start(
      { ...QUICK, WEBHOOK_URLS: book.receiver.url(), ...env },
      folder.path,
    );
  }

  async function run(
    options: Pick<FaultRun, 'name' | 'strikes' | 'strike' | 'mayRepeat'>,
    file = databaseFile(),
  ): Promise<Ledger & { readonly integrity: string }> {
    const ledger = await faultRun({
      ...options,
      book,
      nodes: () => (gateway ? [gateway] : []),
      states: () => statesIn(file),
    });
    return { ...ledger, integrity: integrityOf(file) };
  }

  /** Whole or not at all: the gateway reads it all the time. */
  function write(name: string, content: number): string {
    writeFileSync(folder.file(`${name}.new`), String(content));
    renameSync(folder.file(`${name}.new`), folder.file(name));
    return folder.file(name);
  }

  // What is in flight at a freeze runs into its deadline, whether or not the receiver answers it, and some is only answered
  // after the freeze: what may come twice cannot be counted at its end. But each is written down as an attempt in vain.
  it(
    'that is frozen again and again loses nothing, and repeats only what was in flight',
    async () => {
      await start({ WEBHOOK_TIMEOUT: String(DEADLINE_MS) });
      const ledger = await run({
        name: 'A gateway frozen',
        strikes: strikes(3, 20),
        async strike() {
          await sleep(400);
          gateway!.child.kill('SIGSTOP');
          await sleep(FROZEN_MS);
          gateway!.child.kill('SIGCONT');
        },
        mayRepeat: (grounds) => addInVain(grounds, databaseFile(), DEADLINE_MS),
      });
      expect(ledger).toMatchObject(SOUND);
    },
    LONG_MS,
  );

  it(
    'whose time of day jumps by a day, either way, loses nothing, repeats nothing and waits for nothing',
    async () => {
      const file = write('shift', 0);
      await start({ NODE_OPTIONS: preload('shifted-clock.ts'), CLOCK_SHIFT_FILE: file });
      const shiftSeen = async (ms: number): Promise<boolean> => {
        const { body } = await gateway!.get('/api/webhooks/status');
        return Math.abs(Date.parse(body.timestamp as string) - Date.now() - ms) < DAY_MS / 2;
      };
      const ledger = await run({
        name: 'The time of day jumped by a day',
        strikes: strikes(6, 36),
        async strike(nth) {
          await sleep(200);
          // Everything waits for its next attempt when the clock jumps.
          refused = 1;
          await sleep(200);
          const shift = [DAY_MS, 0, -DAY_MS, 0, DAY_MS, -DAY_MS][nth % 6]!;
          write('shift', shift);
          await until('the other time', () => shiftSeen(shift));
          refused = 0;
          // In the long form enough for leases to be renewed and to be looked for.
          await sleep(strikes(200, 12_000));
        },
      });
      expect(ledger).toMatchObject(SOUND);
    },
    LONG_MS,
  );

  it(
    'whose disk is full again and again loses nothing, and repeats nothing',
    async () => {
      using disk = SmallDisk.of(folder);
      await start({ ...disk.env, DATABASE_URL: `sqlite://${disk.databaseFile}` });
      const ledger = await run(
        {
          name: `The disk full (${disk.kind})`,
          strikes: strikes(3),
          async strike() {
            await sleep(300);
            disk.fill();
            await until('a refusal', async () => (await gateway!.get('/readyz')).status === 503);
            await sleep(200);
            disk.free();
            await until('room', async () => (await gateway!.get('/readyz')).status === 200);
          },
        },
        disk.databaseFile,
      );
      expect(ledger).toMatchObject(SOUND);
    },
    LONG_MS,
  );

  const TOXICS: readonly Toxic[] = [
    { kind: 'latency', ms: 100, jitterMs: 100 },
    { kind: 'slicer', bytes: 20, delayMs: 1 },
    { kind: 'bandwidth', bytesPerSecond: 20_000 },
    { kind: 'limit_data', bytes: 300 },
    { kind: 'reset_peer', ms: 20 },
    { kind: 'timeout', ms: 100 },
    { kind: 'timeout', ms: 0 },
  ];

  it(
    'behind a bad network loses nothing, and repeats only what was answered in vain',
    async () => {
      const proxy = await TcpProxy.inFrontOf(book.receiver.url());
      try {
        await start({ WEBHOOK_URLS: proxy.url, WEBHOOK_TIMEOUT: '500' });
        const ledger = await run({
          name: 'A bad network before the receiver',
          strikes: strikes(TOXICS.length * 2 + 2),
          async strike(nth) {
            const way = nth % 2 === 0 ? 'up' : 'down';
            const toxic = TOXICS[Math.floor(nth / 2) % (TOXICS.length + 1)];
            if (toxic) proxy.infect(way, toxic);
            else proxy.halfOpenAll();
            await sleep(250);
            proxy.heal();
          },
          mayRepeat: (grounds) => addInVain(grounds, databaseFile()),
        });
        expect(ledger).toMatchObject(SOUND);
      } finally {
        await proxy.close();
      }
    },
    LONG_MS,
  );

  it(
    'whose receiver is hostile in every way loses nothing, and repeats only what was answered in vain',
    async () => {
      const front = await HostileFront.before(book.receiver.port);
      const ways = Object.values(HOSTILITIES);
      try {
        await start({ WEBHOOK_URLS: front.url, WEBHOOK_TIMEOUT: '300', WEBHOOK_CONCURRENCY: '4' });
        const ledger = await run({
          name: 'A hostile receiver',
          strikes: strikes(ways.length),
          async strike(nth) {
            front.turn(ways[nth % ways.length]!);
            await until('it is met', () => front.met >= 3);
            expect((await gateway!.get('/livez')).status).toBe(200);
            front.turn(null);
          },
          mayRepeat: (grounds) => addInVain(grounds, databaseFile()),
        });
        expect(ledger).toMatchObject(SOUND);
      } finally {
        await front.close();
      }
    },
    LONG_MS,
  );
});

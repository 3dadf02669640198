import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import SqliteDatabase from 'better-sqlite3';
import { v7 as uuid } from 'uuid';
import { SystemClock } from '../../src/modules/model/clock.js';
import type { Acceptance } from '../../src/modules/store/event-store.js';
import { openSqliteStore } from '../../src/modules/store/sqlite/open.js';
import { GatewayProcess, START_MS, type Json } from '../support/gateway-process.js';
import { sized, tellSize } from '../support/long-run.js';
import { MemoryGroup } from '../support/memory-group.js';
import { Receiver } from '../support/receiver.js';
import { TempFolder } from '../support/temp-folder.js';
import { until } from '../support/until.js';

const MIB = 1024 * 1024;
const LIMIT = 256 * MIB;
/** Aim for a gateway that has nothing to do, bytes that count against the limit. */
const IDLE_MAX = 120 * MIB;
const WAITING = 100_000;
const BATCH = 500;
/** Deliveries to wait for: all of them take a minute of processor time. */
const [QUICK, ALL] = [3_000, WAITING];
const SEEN = sized(QUICK, ALL);
/** Events of a call of the largest size, and their data, bytes: near the 16 MiB of a body. */
const LARGE = { events: 150, bytes: 100_000 };
const MAIN = join(import.meta.dirname, '../../dist/main.js');

const group = MemoryGroup.create(LIMIT);
const limited = typeof group === 'string' ? it.skip : it;
if (typeof group === 'string') process.stdout.write(`Skipped: the gateway in 256 MiB, because ${group}.\n`);

const inMib = (bytes: number | null): string => (bytes === null ? '?' : `${Math.round(bytes / MIB)} MiB`);

describe('A gateway in 256 MiB', () => {
  const folder = new TempFolder();
  let receiver: Receiver;
  let gateway: GatewayProcess;
  /** Resolves the answers of the receiver that is slow at first. */
  let open: () => void;
  const arrived = new Map<string, number>();

  beforeAll(async () => {
    const opened = new Promise<void>((resolve) => (open = resolve));
    receiver = await Receiver.start(async ({ headers }) => {
      await opened;
      // The receiver keeps no requests: it would grow in place of the gateway.
      receiver.requests.length = 0;
      const id = headers['x-streamgank-delivery']!;
      arrived.set(id, (arrived.get(id) ?? 0) + 1);
      return 200;
    });
  });

  afterAll(async () => {
    await gateway?.end('SIGKILL');
    open();
    await receiver?.close();
    folder[Symbol.dispose]();
    if (typeof group !== 'string') await group.remove();
  }, START_MS);

  /** Starts it as people do: with no option that bounds the heap. */
  async function start(more: Readonly<Record<string, string>> = {}): Promise<void> {
    const env = {
      ...more,
      WEBHOOK_URLS: receiver.url(),
      WEBHOOK_EVENTS: '*',
      WEBHOOK_RATE_LIMIT_MAX: '1000000',
      WEBHOOK_TIMEOUT: '120000',
    };
    const command = limits().around([process.execPath, MAIN]);
    gateway = await GatewayProcess.start(env, folder.path, command);
  }

  const limits = (): MemoryGroup => group as MemoryGroup;

  /** A figure of the process, bytes. */
  function ofProcess(name: string): number {
    const text = readFileSync(`/proc/${gateway.child.pid}/status`, 'utf8');
    return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]) * 1024;
  }

  /** Stores events while the gateway does not run. */
  async function fill(): Promise<void> {
    const store = await openSqliteStore(folder.file('data/gateway.db'), new SystemClock());
    const [endpoint] = await store.endpoints.list();
    const data = JSON.stringify({ job_id: 'job', text: 'x'.repeat(400) });
    for (let from = 0; from < WAITING; from += BATCH) {
      const acceptances = Array.from({ length: BATCH }, (_, at) => waiting(from + at, endpoint!.id, data));
      await store.events.accept(acceptances, 1_000);
    }
    await store.close();
  }

  limited(
    'reads its limit, and is within the aim while idle',
    async () => {
      await start();
      expect(gateway.messages).toContainEqual(expect.stringMatching(/Memory limit 256 MiB: heap 115 MiB/));
      const idle = limits().usage;
      process.stdout.write(
        `idle in 256 MiB: ${inMib(idle)} count against the limit; ${inMib(ofProcess('VmRSS'))} resident, of which ` +
          `${inMib(ofProcess('RssFile'))} are pages of files\n`,
      );
      expect(idle).toBeLessThan(IDLE_MAX);
      expect(await gateway.end()).toBe(0);
    },
    2 * START_MS,
  );

  limited(
    'leaves a heap that NODE_OPTIONS has set',
    async () => {
      await start({ NODE_OPTIONS: '--max-old-space-size=100' });
      expect(gateway.messages).toContainEqual(expect.stringMatching(/heap as Node was told/));
      expect(await gateway.end()).toBe(0);
    },
    2 * START_MS,
  );

  limited(
    'works off a hundred thousand deliveries after a slow receiver, takes large calls meanwhile, and loses nothing',
    async () => {
      tellSize('deliveries in 256 MiB, of 100000 that wait', QUICK, ALL);
      await fill();
      await start();
      await gateway.statusWhere(({ deliveries }: Json) => deliveries.sending > 16);
      const text = 'é'.repeat(LARGE.bytes / 2);
      const events = Array.from({ length: LARGE.events }, (_, n) => ({
        event: 'job.completed',
        id: `large-${n}`,
        data: { text },
      }));
      const taken = await gateway.post('/api/webhooks/events', { events });
      expect([taken.status, taken.body.results ?? taken.body]).toEqual([202, expect.anything()]);
      open();
      await until(
        () => `${arrived.size} of ${SEEN} deliveries arrived`,
        () => arrived.size >= SEEN,
        20 * START_MS,
      );
      const { deliveries } = await gateway.status();
      expect(await gateway.end()).toBe(0);
      const states = counts(folder.file('data/gateway.db'));
      const delivered = states['delivered'] ?? 0;
      process.stdout.write(
        `256 MiB, ${WAITING} waiting: peak ${inMib(limits().peak)} with pages of files, ${delivered} delivered, ` +
          `${deliveries.pending} pending, ${arrived.size} arrived, ended by the kernel ${limits().kills}\n`,
      );
      expect(limits().kills).toBe(0);
      // Every event is still there, and every delivery that arrived did so once.
      expect(delivered + (states['pending'] ?? 0)).toBe(WAITING + LARGE.events);
      expect(delivered).toBe(arrived.size);
      expect([...arrived.values()].every((times) => times === 1)).toBe(true);
    },
    25 * START_MS,
  );
});

/** An event that waits for its delivery. */
function waiting(at: number, endpointId: string, data: string): Acceptance {
  const id = `waiting-${at}`;
  const now = Date.now();
  const event = {
    id,
    type: 'job.completed',
    data,
    timestamp: new Date(now).toISOString(),
    acceptedAt: now,
  };
  const delivery = { id: uuid(), endpointId, webhookId: 'webhook_1', leaseToken: null };
  return { event, contentHash: null, deliveries: [delivery] };
}

/** Deliveries of a database by state. */
function counts(file: string): Record<string, number> {
  const database = new SqliteDatabase(file, { readonly: true });
  try {
    const rows = database
      .prepare<[], { state: string; count: number }>(
        'select state, count(*) as count from deliveries group by state',
      )
      .all();
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  } finally {
    database.close();
  }
}

import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TempFolder } from '../../../test/support/temp-folder.js';
import { loadConfig } from '../config/load-config.js';
import { SecretKey } from '../config/secret-key.js';
import { SystemClock } from '../model/clock.js';
import { openStore } from '../store/open-store.js';
import type { Store } from '../store/store.js';
import { DefinitionCache } from './definitions/definition-cache.service.js';
import { EndpointFactory } from './definitions/endpoint-factory.service.js';
import { SecretVault } from './definitions/secret-vault.service.js';
import { EndpointCatalogue } from './endpoint-catalogue.service.js';

const ENCRYPTED = { WEBHOOK_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64') };
const ONE = 'http://127.0.0.1:4001/one';
const TWO = 'http://127.0.0.1:4002/two';
const SLACK = 'https://hooks.slack.com/services/T0/B0/token';
const DISCORD = 'https://discord.com/api/webhooks/1/token';

describe(EndpointCatalogue.name, () => {
  let folder: TempFolder;
  let store: Store;

  beforeEach(async () => {
    folder = new TempFolder();
    store = await openStore({ driver: 'sqlite', file: folder.file('gateway.db') }, new SystemClock());
  });
  afterEach(async () => {
    await store.close();
    folder[Symbol.dispose]();
  });

  async function catalogue(urls: string[], env: Record<string, string> = {}): Promise<EndpointCatalogue> {
    const { config } = loadConfig({ WEBHOOK_URLS: urls.join(','), ...ENCRYPTED, ...env }, { envFile: null });
    const key = new SecretKey({ secret: 'secret', origin: 'environment', file: null });
    const vault = new SecretVault(config);
    const defined = new DefinitionCache(store.definitions, vault);
    const made = new EndpointCatalogue(
      config,
      store.endpoints,
      new SystemClock(),
      defined,
      new EndpointFactory(config, key),
    );
    await made.onModuleInit();
    return made;
  }

  /** As another node defines one. */
  async function define(name: string): Promise<void> {
    const { config } = loadConfig(ENCRYPTED, { envFile: null });
    const id = randomUUID();
    const sealed = await new SecretVault(config).seal(JSON.stringify({ url: ONE }), id);
    const settings = JSON.stringify({ name, events: ['*'] });
    const kind = { source: 'api', fingerprint: id, adapter: 'generic', maskedUrl: ONE } as const;
    await store.definitions.write([{ id, ...kind, settings, sealed, derivedFrom: null }], []);
  }

  it('gives each URL an id that stays with it when the list is reordered', async () => {
    const before = await catalogue([ONE, TWO]);
    const after = await catalogue([TWO, ONE]);
    expect(after.named('webhook_1')!.id).toBe(before.named('webhook_2')!.id);
    expect(after.named('webhook_2')!.url).toBe(ONE);
  });

  it('remembers endpoints that were removed, and recognises them when they return', async () => {
    const id = (await catalogue([ONE, TWO])).named('webhook_2')!.id;
    const without = await catalogue([ONE]);
    expect(without.removed().map((endpoint) => endpoint.id)).toEqual([id]);
    expect(without.find(id)).toBeUndefined();
    const again = await catalogue([ONE, TWO]);
    expect([again.find(id)!.url, again.removed()]).toEqual([TWO, []]);
  });

  it('selects the subscribers of an event type', async () => {
    const made = await catalogue([ONE, TWO], { WEBHOOK_EVENTS: 'job.completed,render.*' });
    const wanting = (type: string): number => made.subscribedTo(type).length;
    expect(['job.completed', 'render.started', 'job.failed', 'render'].map(wanting)).toEqual([2, 2, 0, 0]);
  });

  it('leaves out a disabled endpoint, emits the change, and remembers it across a restart', async () => {
    const made = await catalogue([ONE, TWO], { WEBHOOK_EVENTS: '*' });
    let changes = 0;
    made.changes.subscribe(() => changes++);
    const { id } = made.named('webhook_1')!;
    expect(made.subscribedTo('job.completed')).toHaveLength(2);
    await made.disable(id, 'gone');
    expect(made.subscribedTo('job.completed').map(({ webhookId }) => webhookId)).toEqual(['webhook_2']);
    expect(changes).toBe(1);
    const restarted = await catalogue([ONE, TWO], { WEBHOOK_EVENTS: '*' });
    expect(restarted.find(id)!.disabled).toMatchObject({ reason: 'gone' });
    await restarted.enable(id);
    expect(restarted.subscribedTo('job.completed')).toHaveLength(2);
  });

  it('takes over a definition of another node after the store failed during the first read', async () => {
    const made = await catalogue([]);
    jest.spyOn(store.endpoints, 'list').mockRejectedValueOnce(new Error('away'));
    await define('Late');
    await expect(made.reload()).rejects.toThrow('away');
    await made.reload();
    expect(made.all().map(({ name }) => name)).toEqual(['Late']);
  });

  it('takes over no rows that were read before its own change', async () => {
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
    const made = await catalogue([ONE, TWO], { DATABASE_URL: 'postgres://127.0.0.1/gateway' });
    const rows = await store.endpoints.list();
    jest.spyOn(store.endpoints, 'list').mockReturnValueOnce(answered.then(() => rows));
    const [paused, disabled] = made.all().map(({ id }) => id);
    const refreshed = made.refresh();
    await made.pause(paused!);
    await made.disable(disabled!, 'by hand');
    answer();
    await refreshed;
    expect(made.sending()).toEqual([]);
  });

  it('reads what other nodes did once at a time, however long the store takes', async () => {
    const hung = Promise.withResolvers<never[]>();
    const made = await catalogue([ONE], { DATABASE_URL: 'postgres://127.0.0.1/gateway' });
    const list = jest.spyOn(store.endpoints, 'list').mockReturnValueOnce(hung.promise);
    const first = made.refresh();
    await made.refresh();
    await made.refresh();
    hung.reject(new Error('away'));
    await first;
    expect(list).toHaveBeenCalledTimes(1);
    await made.refresh();
    expect(list).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['', ['none', 'job', 'job']],
    ['none', ['none', 'none', 'none']],
    ['job', ['job', 'job', 'job']],
  ])('gives endpoints the ordering of their adapter, or of WEBHOOK_ORDERING=%s', async (setting, orders) => {
    const made = await catalogue([ONE, SLACK, DISCORD], { WEBHOOK_ORDERING: setting });
    expect(made.all().map(({ ordering }) => ordering)).toEqual(orders);
  });

  it("adds the platform's own rate limit on the platform's host only", async () => {
    const made = await catalogue([SLACK, 'slack+http://127.0.0.1:4003/hook']);
    expect(made.named('webhook_1')!.rateLimits.length).toBeGreaterThan(1);
    expect(made.named('webhook_2')!.rateLimits).toEqual([{ max: 100, windowMs: 60_000 }]);
  });
});

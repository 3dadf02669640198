import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { writeFileSync } from 'node:fs';
import { TempFolder } from '../../../../test/support/temp-folder.js';
import { until } from '../../../../test/support/until.js';
import { AuditLog } from '../../access/audit/audit-log.service.js';
import { loadConfig } from '../../config/load-config.js';
import { SecretKey } from '../../config/secret-key.js';
import { SystemClock } from '../../model/clock.js';
import { Redactor } from '../../model/redactor.js';
import { EventCatalogue } from '../../event-types/event-catalogue.service.js';
import { FileEventTypes } from '../../event-types/file-event-types.service.js';
import { openStore } from '../../store/open-store.js';
import type { Store } from '../../store/store.js';
import { DefinitionCache } from '../definitions/definition-cache.service.js';
import { DefinitionWriter } from '../definitions/definition-writer.service.js';
import { EndpointFactory } from '../definitions/endpoint-factory.service.js';
import { SecretVault } from '../definitions/secret-vault.service.js';
import { EndpointCatalogue } from '../endpoint-catalogue.service.js';
import { EventTypeWarnings } from '../../event-types/event-type-warnings.service.js';
import { FilterCheck } from '../filter-check/filter-check.service.js';
import { PresentationAdvice } from '../presentation/presentation-advice.service.js';
import { FileTemplateWarnings } from './file-template-warnings.service.js';
import { DeclaredActions } from '../actions/declared-actions.service.js';
import { ApplyFile } from './apply-file.service.js';
import { FileEndpoints } from './file-endpoints.service.js';

interface Node {
  readonly catalogue: EndpointCatalogue;
  readonly types: EventCatalogue;
  readonly file: FileEndpoints;
}

async function applies({ file }: Node): Promise<void> {
  await file.onApplicationBootstrap();
  file.onModuleDestroy();
}

describe(FileEndpoints.name, () => {
  let folder: TempFolder;
  let store: Store;

  beforeEach(async () => {
    folder = new TempFolder();
    store = await openStore({ driver: 'sqlite', file: folder.file('gateway.db') }, new SystemClock());
    write([{ name: 'Of the file', url: 'https://example.com/', events: ['job.*'] }]);
  });
  afterEach(async () => {
    await store.close();
    folder[Symbol.dispose]();
  });

  function write(endpoints: readonly object[], events: object = {}): void {
    writeFileSync(folder.file('gateway.yaml'), JSON.stringify({ endpoints, events }));
  }

  /** One that has begun to start: it knows what was in the store then. */
  async function node(): Promise<Node> {
    const { config } = loadConfig(
      {
        WEBHOOK_CONFIG: folder.file('gateway.yaml'),
        WEBHOOK_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
      },
      { envFile: null },
    );
    const clock = new SystemClock();
    const key = new SecretKey({ secret: 'secret', origin: 'environment', file: null });
    const vault = new SecretVault(config);
    const defined = new DefinitionCache(store.definitions, vault);
    const catalogue = new EndpointCatalogue(
      config,
      store.endpoints,
      clock,
      defined,
      new EndpointFactory(config, key),
    );
    await catalogue.onModuleInit();
    const writer = new DefinitionWriter(store.definitions, vault, catalogue);
    const declared = new DeclaredActions();
    const apply = new ApplyFile(config, defined, catalogue, writer, declared);
    const types = new EventCatalogue(config, store.eventTypes);
    await types.onModuleInit();
    const templates = new FileTemplateWarnings(
      defined,
      catalogue,
      new PresentationAdvice(
        new FilterCheck(config, store.history, store.events, types, new Redactor([])),
        types,
        declared,
      ),
      types,
      new EventTypeWarnings(store.history, store.events),
    );
    const eventTypes = new FileEventTypes(types, store.eventTypes);
    const file = new FileEndpoints(config, apply, eventTypes, new AuditLog(store.access), templates);
    return { catalogue, types, file };
  }

  const names = ({ catalogue }: Node) => catalogue.all().map(({ name }) => name);

  it('knows the endpoints of the file where another gateway has just stored them', async () => {
    const [one, other] = [await node(), await node()];
    await applies(one);
    await applies(other);
    expect([names(one), names(other)]).toEqual([['Of the file'], ['Of the file']]);
  });

  it('records each change once where two gateways apply the file at the same time', async () => {
    const nodes = [await node(), await node()];
    const audited = async () => (await store.access.entries(100, null)).map(({ action }) => action);
    await Promise.all(nodes.map(applies));
    expect(await audited()).toEqual(['endpoints.create']);
    await Promise.all(nodes.map(applies));
    expect(await audited()).toEqual(['endpoints.create']);
    write([]);
    await Promise.all(nodes.map(applies));
    expect(await audited()).toEqual(['endpoints.delete', 'endpoints.create']);
  });

  it('lets the gateway start where the audit log cannot be written', async () => {
    jest.spyOn(Logger.prototype, 'error').mockImplementationOnce(() => undefined);
    jest.spyOn(store.access, 'record').mockRejectedValueOnce(new Error('away'));
    const one = await node();
    await applies(one);
    expect(names(one)).toEqual(['Of the file']);
  });

  it('knows the endpoints of the file after the store failed midway', async () => {
    const [one, other] = [await node(), await node()];
    await applies(one);
    jest.spyOn(store.endpoints, 'list').mockRejectedValueOnce(new Error('away'));
    await expect(other.catalogue.reload()).rejects.toThrow('away');
    await other.catalogue.reload();
    expect(names(other)).toEqual(['Of the file']);
  });

  it('applies event types, changes and removes them as the file does, and records each change', async () => {
    const one = await node();
    write([], { 'job.completed': { headline: 'Film ready' }, 'invoice.paid': { emoji: '💶' } });
    await applies(one);
    expect(one.types.typeOf('job.completed')).toMatchObject({ headline: 'Film ready', emoji: '✅' });
    expect(one.types.find('invoice.paid')).toMatchObject({
      source: 'file',
      type: { headline: 'Invoice Paid' },
    });
    write([], { 'job.completed': { emoji: '🎬' } });
    await applies(one);
    expect(one.types.typeOf('job.completed')).toMatchObject({ headline: 'Video ready', emoji: '🎬' });
    expect(one.types.find('invoice.paid')).toBeUndefined();
    const entries = await store.access.entries(10, null);
    const seen = entries.map(({ action, target, detail }) => [action, target, detail]);
    expect(seen.filter(([action]) => String(action).startsWith('event-types'))).toEqual([
      ['event-types.delete', 'invoice.paid', {}],
      ['event-types.update', 'job.completed', { fields: ['emoji'] }],
      ['event-types.create', 'invoice.paid', { fields: ['emoji'] }],
      ['event-types.create', 'job.completed', { fields: ['headline'] }],
    ]);
  });

  it('applies names of values for every node, and takes them back with the file', async () => {
    const [one, other] = [await node(), await node()];
    write([], { values: { platform: { rakuten_tv: 'Rakuten TV' } } });
    await applies(one);
    await other.types.reload();
    for (const { types } of [one, other])
      expect(types.names).toEqual({ platform: { 'rakuten tv': 'Rakuten TV' } });
    expect(one.types.find('values')).toBeUndefined();
    write([]);
    await applies(one);
    expect(one.types.names).toEqual({});
  });

  it('tells of templates of the file that read data which no event has, and of those that the types have', async () => {
    const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const path = '{{ data.pramaeters.country }}';
    write(
      [
        {
          name: 'Chat',
          url: 'slack+https://chat.example.test/hooks/x',
          events: ['job.failed'],
          message: { title: path },
        },
        { name: 'Fine', url: 'https://example.com/', events: ['job.*'] },
      ],
      { 'job.failed': { subject: [path, '{{ data.job_id }}'] } },
    );
    await applies(await node());
    const sentence = 'has data.pramaeters.country: the output is empty.';
    const told = (): string[] =>
      warned.mock.calls
        .map(([message]) => String(message))
        .filter((message) => message.includes('pramaeters'));
    await until('both are told', () => told().length === 2);
    expect(told()[0]).toContain(`endpoint Chat: message.title: No known event of this endpoint ${sentence}`);
    expect(told()[1]).toContain(`events.job.failed.subject[0]: No known job.failed event ${sentence}`);
    warned.mockRestore();
  });

  it('writes nothing when event types stay as they are', async () => {
    const one = await node();
    write([], { 'a.b': { tone: 'warning' } });
    await applies(one);
    const { revision } = one.types.stored('a.b', 'file')!;
    await applies(await node());
    expect((await store.eventTypes.changes(0)).map((row) => row.revision)).toEqual([revision]);
  });
});

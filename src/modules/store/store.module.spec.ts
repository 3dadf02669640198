import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { GatewayConfig } from '../config/gateway-config.js';
import type { DatabaseTarget } from '../config/parse-database-url.js';
import { Clock } from '../model/clock.js';
import { AccessStore } from './access-store.js';
import { DeliveryQueue } from './delivery-queue.js';
import { EndpointStore } from './endpoint-store.js';
import { EventStore } from './event-store.js';
import { StoreModule } from './store.module.js';
import { UpkeepStore } from './upkeep-store.js';

class ConfigStub {
  readonly stands = 'for the real ConfigModule, which is global too';
}

function compile(database: DatabaseTarget) {
  const provider = { provide: GatewayConfig, useValue: { database } };
  Module({ providers: [provider], exports: [GatewayConfig] })(ConfigStub);
  const global = { module: ConfigStub, global: true };
  return Test.createTestingModule({ imports: [global, StoreModule] }).compile();
}

describe('StoreModule', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gateway-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('opens the configured file and provides the ports and the clock', async () => {
    const app = await compile({ driver: 'sqlite', file: join(folder, 'gateway.db') });
    for (const port of [EventStore, DeliveryQueue, EndpointStore, UpkeepStore, AccessStore]) {
      expect(app.get(port, { strict: false })).toBeInstanceOf(port);
    }
    expect(app.get(Clock, { strict: false }).now()).toBeCloseTo(Date.now(), -3);
    await app.close();
  });

  it('releases the file at shutdown', async () => {
    const target = { driver: 'sqlite', file: join(folder, 'gateway.db') } as const;
    const first = await compile(target);
    await expect(compile(target)).rejects.toMatchObject({ code: 'database_in_use' });
    await first.close();
    await (await compile(target)).close();
  });

  it('opens PostgreSQL where it is configured', async () => {
    const attempt = compile({ driver: 'postgres', url: 'postgres://user:secret@127.0.0.1:1/db' });
    await expect(attempt).rejects.toMatchObject({
      code: 'database_unusable',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });
});

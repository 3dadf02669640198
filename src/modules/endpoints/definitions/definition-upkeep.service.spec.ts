import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { GatewayError } from '../../model/gateway-error.js';
import type { EndpointCatalogue } from '../endpoint-catalogue.service.js';
import type { DefinitionCache } from './definition-cache.service.js';
import { DefinitionUpkeep } from './definition-upkeep.service.js';
import type { DefinitionWriter } from './definition-writer.service.js';
import type { SecretVault } from './secret-vault.service.js';

const NAMES = ['webhook_1', 'webhook_2'];

/** Upkeep of two definitions that an older key has sealed. */
function upkeepWith(write: DefinitionWriter['write']): DefinitionUpkeep {
  const known = NAMES.map((id) => ({
    stored: { id, webhookId: id, source: 'api', sealed: '' },
    definition: {},
  }));
  return new DefinitionUpkeep(
    { named: (id: string) => ({ id }), find: () => undefined } as unknown as EndpointCatalogue,
    { all: () => known } as unknown as DefinitionCache,
    { isCurrent: async () => false } as unknown as SecretVault,
    { write } as unknown as DefinitionWriter,
  );
}

describe(DefinitionUpkeep.name, () => {
  let warnings: unknown[];

  beforeEach(() => {
    warnings = [];
    jest.spyOn(Logger.prototype, 'warn').mockImplementation((line: unknown) => void warnings.push(line));
  });
  afterEach(() => void jest.restoreAllMocks());

  it('renews the other definitions, and lets the gateway start, where the store refuses one', async () => {
    const written: string[] = [];
    const upkeep = upkeepWith(async ([write]) => {
      const id = write!.stored!.id;
      if (id === 'webhook_1') throw new GatewayError('store_unavailable', 'The store does not answer.');
      written.push(id);
      return [id];
    });
    await expect(upkeep.onApplicationBootstrap()).resolves.toBeUndefined();
    expect(written).toEqual(['webhook_2']);
    expect(warnings).toEqual([
      'The stored definition of webhook webhook_1 is not renewed until the next start: The store does not answer.',
    ]);
  });

  it('says nothing of a definition that another gateway has changed first', async () => {
    const upkeep = upkeepWith(async () => {
      throw new GatewayError(
        'changed_meanwhile',
        'The endpoint was changed by another meanwhile; look again.',
      );
    });
    await upkeep.onApplicationBootstrap();
    expect(warnings).toEqual([]);
  });
});

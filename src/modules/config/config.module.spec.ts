import { describe, expect, it } from '@jest/globals';
import { Inject, Injectable, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { ConfigModule } from './config.module.js';
import { GatewayConfig } from './gateway-config.js';
import { loadConfig } from './load-config.js';
import { SecretKey } from './secret-key.js';

@Injectable()
class Reader {
  constructor(
    @Inject(GatewayConfig) readonly config: GatewayConfig,
    @Inject(SecretKey) readonly key: SecretKey,
  ) {}
}

@Module({ providers: [Reader] })
// oxlint-disable-next-line typescript/no-extraneous-class -- the shape of a Nest module
class ReaderModule {}

describe('ConfigModule', () => {
  it('provides configuration and signing key to modules that do not import it', async () => {
    const { config } = loadConfig({ WEBHOOK_SECRET_KEY: 'configured' }, { envFile: null });
    const app = await Test.createTestingModule({
      imports: [ConfigModule.forRoot(config), ReaderModule],
    }).compile();
    const reader = app.get(Reader, { strict: false });
    expect(reader.config).toBe(config);
    expect(reader.key.secret).toBe('configured');
    await app.close();
  });
});

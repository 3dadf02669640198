import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { GatewayConfig } from './gateway-config.js';
import { resolveSecretKey, SecretKey } from './secret-key.js';

/** Gives every module the configuration, which was loaded before Nest came up, and the signing key. */
@Global()
@Module({})
// oxlint-disable-next-line typescript/no-extraneous-class -- the shape Nest gives dynamic modules
export class ConfigModule {
  static forRoot(config: GatewayConfig): DynamicModule {
    return {
      module: ConfigModule,
      providers: [
        { provide: GatewayConfig, useValue: config },
        { provide: SecretKey, useFactory: async () => new SecretKey(await resolveSecretKey(config)) },
      ],
      exports: [GatewayConfig, SecretKey],
    };
  }
}

import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { Redactor } from '../model/redactor.js';
import { GatewayConfig } from './gateway-config.js';
import { resolveSecretKey, SecretKey } from './secret-key.js';

/**
 * The room that reads the settings: it parses every environment variable, checks the variables against each other, and
 * gives all modules the result as {@link GatewayConfig}, with the signing key. `environment.ts` declares the variables.
 */
@Global()
@Module({})
// oxlint-disable-next-line typescript/no-extraneous-class -- the shape Nest gives dynamic modules
export class ConfigModule {
  static forRoot(config: GatewayConfig): DynamicModule {
    return {
      module: ConfigModule,
      providers: [
        { provide: GatewayConfig, useValue: config },
        { provide: Redactor, useValue: new Redactor(config.redactFields) },
        { provide: SecretKey, useFactory: async () => new SecretKey(await resolveSecretKey(config)) },
      ],
      exports: [GatewayConfig, Redactor, SecretKey],
    };
  }
}

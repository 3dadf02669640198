import { ForbiddenException, Module, type OnModuleInit } from '@nestjs/common';
import { APP_GUARD, HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { GatewayConfig } from '../config/gateway-config.js';
import { AccessGuard } from './access.guard.js';
import { Keyring } from './keyring.js';
import { foreignTo } from './same-machine.js';
import { unauthorized } from './unauthorized.js';

@Module({ providers: [Keyring, { provide: APP_GUARD, useClass: AccessGuard }] })
export class AccessModule implements OnModuleInit {
  constructor(
    private readonly keyring: Keyring,
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    private readonly config: GatewayConfig,
  ) {}

  /** Who may not ask at all is turned away before the gateway reads and parses a body. */
  onModuleInit(): void {
    this.host.httpAdapter.getInstance().addHook('onRequest', (request, _reply, done) => {
      done(this.keyring.empty ? this.#strange(request) : this.#keyless(request));
    });
  }

  #keyless({ url, headers: { authorization } }: FastifyRequest): Error | undefined {
    const asked = url.startsWith('/api/') && this.keyring.roleOf(authorization) === null;
    return asked ? unauthorized(authorization) : undefined;
  }

  #strange(request: FastifyRequest): Error | undefined {
    const reason = foreignTo(this.config.host, request);
    return reason === null ? undefined : new ForbiddenException(reason);
  }
}

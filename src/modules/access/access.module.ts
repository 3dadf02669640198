import { Module, type OnModuleInit } from '@nestjs/common';
import { APP_GUARD, HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { AccessGuard } from './access.guard.js';
import { Keyring } from './keyring.js';
import { unauthorized } from './unauthorized.js';

@Module({ providers: [Keyring, { provide: APP_GUARD, useClass: AccessGuard }] })
export class AccessModule implements OnModuleInit {
  constructor(
    private readonly keyring: Keyring,
    private readonly host: HttpAdapterHost<FastifyAdapter>,
  ) {}

  /** Whoever has no key at all is turned away before the gateway reads and parses a body. */
  onModuleInit(): void {
    if (this.keyring.empty) return;
    this.host.httpAdapter.getInstance().addHook('onRequest', (request, _reply, done) => {
      const { authorization } = request.headers;
      const asked = request.url.startsWith('/api/');
      done(asked && this.keyring.roleOf(authorization) === null ? unauthorized(authorization) : undefined);
    });
  }
}

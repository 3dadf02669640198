import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { APP_GUARD, HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { StoreModule } from '../store/store.module.js';
import { AccessGuard } from './access.guard.js';
import { auditRequests } from './audit/audit-hooks.js';
import { AuditLog } from './audit/audit-log.service.js';
import { AuditController } from './audit/audit.controller.js';
import { AuditRetention } from './audit/audit-retention.service.js';
import { RefusalLog } from './audit/refusal-log.service.js';
import { ConsoleController } from './console/console.controller.js';
import { LinkGuesses } from './link-guesses.service.js';
import { SignIn } from './console/sign-in.service.js';
import { SessionWatch } from './console/session-watch.service.js';
import { Sessions } from './console/sessions.service.js';
import { Exports } from './exports.service.js';
import { Failures } from './failures.service.js';
import { Gate } from './gate.service.js';
import { Keyring } from './keyring.service.js';
import { KeyUses } from './keys/key-uses.service.js';
import { StoredKeys } from './keys/stored-keys.service.js';
import { UnnamedProxies } from './unnamed-proxies.js';

/**
 * The room of authentication: it identifies callers by key, signature or session, guards the routes by role, and writes
 * the audit log. It is global, because rooms audit changes, send exports and end live streams with their session.
 *
 * Folders: `audit/` writes the audit log, `console/` keeps the sessions of the console, `keys/` holds the keys that operators made,
 * `signed/` checks signed requests.
 */
@Global()
@Module({
  imports: [StoreModule],
  controllers: [AuditController, ConsoleController],
  providers: [
    AuditLog,
    AuditRetention,
    Exports,
    Failures,
    Gate,
    Keyring,
    KeyUses,
    RefusalLog,
    Sessions,
    SessionWatch,
    SignIn,
    LinkGuesses,
    StoredKeys,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [AuditLog, Exports, Keyring, KeyUses, LinkGuesses, RefusalLog, SessionWatch, SignIn, StoredKeys],
})
export class AccessModule implements OnModuleInit {
  constructor(
    private readonly gate: Gate,
    private readonly audit: AuditLog,
    private readonly refusals: RefusalLog,
    private readonly host: HttpAdapterHost<FastifyAdapter>,
  ) {}

  /** Registers the hooks. Callers without a key are refused before the gateway reads and parses a body. */
  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance();
    server.decorateRequest('caller', null);
    server.decorateRequest('endedKey', null);
    server.addHook('onRequest', (request, reply, done) => {
      const admitted = this.gate.admit(request, reply);
      if (admitted instanceof Promise) return admitted;
      done(admitted);
      return undefined;
    });
    server.addHook('preParsing', (request, reply, payload, done) => {
      const body = this.gate.body(request, reply, payload);
      if (body instanceof Promise) return body;
      done(null, body);
      return undefined;
    });
    auditRequests(server, this.audit);
    const proxies = new UnnamedProxies();
    server.addHook('onSend', (request, reply, payload, done) => {
      this.refusals.note(request, reply);
      proxies.note(request, reply);
      done(null, payload);
    });
  }
}

import { Injectable, Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessStore, type NewAuditEntry } from '../../store/access-store.js';
import type { Caller } from '../caller.js';
import type { Change } from './change.js';

/** Who changed what, and when. */
@Injectable()
export class AuditLog {
  readonly #logger = new Logger('Audit');

  constructor(private readonly store: AccessStore) {}

  /**
   * Writes a change down that has been made; resolves when it is stored. It cannot be taken back any more, so where the
   * store fails, the entry is left to the log.
   */
  async record(change: Change, { caller, ip }: Pick<FastifyRequest, 'caller' | 'ip'>): Promise<void> {
    const { action, target, detail } = change;
    const more = caller?.by === 'session' ? { ...detail, key: caller.fingerprint } : detail;
    await this.#write({
      actor: actorOf(caller),
      action,
      target,
      detail: more,
      address: plainAddress(ip),
    });
  }

  /** The same of a change that nobody asked for over the network: the configuration file was changed. */
  async recordOfFile(change: Change): Promise<void> {
    await this.#write({ actor: 'file', ...change, address: '' });
  }

  async #write(entry: NewAuditEntry): Promise<void> {
    try {
      await this.store.record(entry);
    } catch (error) {
      this.#logger.error({ err: error, ...entry }, 'An entry of the audit log could not be stored');
    }
  }
}

function actorOf(caller: Caller | null): string {
  if (caller === null) return 'unknown';
  return caller.by === 'session' ? 'console' : (caller.fingerprint ?? 'loopback');
}

/** IPv4 as such, also where the server listens on both. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/, '');
}

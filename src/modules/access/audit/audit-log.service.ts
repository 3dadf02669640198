import { Injectable, Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { canonicalAddress } from '../../http/address.js';
import { AccessStore, type AuditOutcome, type NewAuditEntry } from '../../store/access-store.js';
import type { Caller } from '../caller.js';
import type { Change } from './change.js';

/** The request an entry is about. */
export type Asker = Pick<FastifyRequest, 'caller' | 'ip'>;

/** An entry that is stored and waits for the outcome of its request. */
export interface BegunEntry {
  readonly id: number;
  readonly entry: NewAuditEntry;
}

/** Who changed what, and when. */
@Injectable()
export class AuditLog {
  readonly #logger = new Logger('Audit');

  constructor(private readonly store: AccessStore) {}

  /**
   * Stores what a request is about to change. Only once this has resolved may the change be made: where the store fails,
   * nothing is changed that is not in the log.
   *
   * @throws GatewayError `store_full`, `store_unavailable`
   */
  async begin(change: Change, asker: Asker): Promise<BegunEntry> {
    const entry = entryOf(change, asker, 'begun');
    return { id: await this.store.record(entry), entry };
  }

  /**
   * Adds the outcome. The change is made and the entry is stored by then, so a store that fails only leaves the entry
   * `begun`, and the rest goes to the gateway's own log.
   */
  async complete({ id, entry }: BegunEntry, over: Partial<NewAuditEntry>): Promise<void> {
    const { target, detail, outcome } = { ...entry, ...over };
    try {
      await this.store.complete(id, { target, detail, outcome });
    } catch (error) {
      this.#logger.error(
        { err: error, ...entry, target, detail, outcome },
        `Entry ${id} of the audit log could not be completed`,
      );
    }
  }

  /** Stores an entry that needs no completion. @throws GatewayError `store_full`, `store_unavailable` */
  async record(change: Change, asker: Asker, outcome: AuditOutcome = 'done'): Promise<void> {
    await this.store.record(entryOf(change, asker, outcome));
  }

  /** Stores a change that the configuration file has made. The file is applied whether this succeeds or not. */
  async recordOfFile(change: Change): Promise<void> {
    const entry = { actor: 'file', ...change, address: '', outcome: 'done' } as const;
    try {
      await this.store.record(entry);
    } catch (error) {
      this.#logger.error({ err: error, ...entry }, 'An entry of the audit log could not be stored');
    }
  }
}

function entryOf({ action, target, detail }: Change, asker: Asker, outcome: AuditOutcome): NewAuditEntry {
  const { caller, ip } = asker;
  const more = caller?.by === 'session' ? { ...detail, key: caller.fingerprint } : detail;
  return {
    actor: actorOf(caller),
    action,
    target,
    detail: more,
    address: canonicalAddress(ip) ?? '',
    outcome,
  };
}

export function actorOf(caller: Caller | null): string {
  if (caller === null) return 'unknown';
  return caller.by === 'session' ? 'console' : (caller.fingerprint ?? 'loopback');
}

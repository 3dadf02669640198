import { Injectable, Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { canonicalAddress } from '../../http/address.js';
import { AccessStore, type AuditOutcome, type NewAuditEntry } from '../../store/access-store.js';
import type { Caller } from '../caller.js';
import type { Change } from './change.js';

/** The caller and address of the request behind an entry. */
export interface Requester extends Pick<FastifyRequest, 'caller' | 'ip'> {
  /** Actor of an entry that no caller of the API made: `link of message at webhook_1`. */
  readonly actor?: string;
}

/** An entry that is stored and still lacks the outcome of its request. */
export interface StartedEntry {
  readonly id: number;
  readonly entry: NewAuditEntry;
}

/** Stores who changed what, and when. */
@Injectable()
export class AuditLog {
  readonly #logger = new Logger('Audit');

  constructor(private readonly store: AccessStore) {}

  /**
   * Stores the change that a request is about to make. The change may be made only once this has resolved: when the
   * store fails, there is no change without an entry.
   *
   * @throws GatewayError `store_full`, `store_unavailable`
   */
  async begin(change: Change, asker: Requester): Promise<StartedEntry> {
    const entry = entryOf(change, asker, 'begun');
    return { id: await this.store.record(entry), entry };
  }

  /**
   * Adds the outcome to an entry. By then the change is made and the entry is stored, so a failing store leaves the
   * entry at `begun`, and the outcome goes to the log.
   */
  async complete({ id, entry }: StartedEntry, over: Partial<NewAuditEntry>): Promise<void> {
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

  /**
   * Stores an entry that needs no completion.
   *
   * @throws GatewayError `store_full`, `store_unavailable`
   */
  async record(change: Change, asker: Requester, outcome: AuditOutcome = 'done'): Promise<void> {
    await this.store.record(entryOf(change, asker, outcome));
  }

  /** Stores a change made by the configuration file. The file is applied even if this fails. */
  async recordOfFile(change: Change): Promise<void> {
    const entry = { actor: 'file', ...change, address: '', outcome: 'done' } as const;
    try {
      await this.store.record(entry);
    } catch (error) {
      this.#logger.error({ err: error, ...entry }, 'An entry of the audit log could not be stored');
    }
  }
}

function entryOf({ action, target, detail }: Change, asker: Requester, outcome: AuditOutcome): NewAuditEntry {
  const { caller, ip } = asker;
  const more = caller?.by === 'session' ? { ...detail, console: true } : detail;
  return {
    actor: asker.actor ?? actorOf(caller),
    action,
    target,
    detail: more,
    address: canonicalAddress(ip) ?? '',
    outcome,
  };
}

/** Names the actor of an audit entry: the name of a key, `loopback`, or `unknown`. */
export function actorOf(caller: Caller | null): string {
  return caller?.name ?? 'unknown';
}

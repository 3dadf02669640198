import { Injectable, Logger } from '@nestjs/common';
import { AuditLog, type StartedEntry } from '../../access/audit/audit-log.service.js';
import { ActionStore, type StoredUse } from '../../store/action-store.js';
import { ActionEffects } from '../effects/action-effects.service.js';
import type { CarriedAction, Effect, Presser } from './carried-action.js';

/** The result of a press; `used`: the message allows the action once, and somebody has pressed it before. */
export type Pressed = Effect | { readonly kind: 'used'; readonly use: StoredUse };

/** Presses actions: audited before anything is done, and once where a message allows it once. */
@Injectable()
export class Presses {
  readonly #logger = new Logger('Actions');

  constructor(
    private readonly store: ActionStore,
    private readonly effects: ActionEffects,
    private readonly audit: AuditLog,
  ) {}

  /** Finds who has pressed the action of this message; null where nobody has, and where it may be repeated. */
  async useOf({ action, once, message }: CarriedAction): Promise<StoredUse | null> {
    return once ? this.store.find({ deliveryId: message.summary.id, action: action.name }) : null;
  }

  /**
   * @param pressId name of this press where the platform may tell of it twice: actions that may be repeated are done once for each press
   * @throws GatewayError `store_full`, `store_unavailable`, `unavailable`: nothing was done, and the action may be pressed again
   */
  async press(carried: CarriedAction, by: Presser, pressId: string | null = null): Promise<Pressed> {
    const { name } = carried.action;
    const once = carried.once || pressId !== null;
    const use = {
      deliveryId: carried.message.summary.id,
      action: carried.once || pressId === null ? name : `${name} ${pressId}`,
    };
    const before = once ? await this.store.begin(use, { actor: by.by, via: by.via }) : null;
    if (before !== null) return { kind: 'used', use: before };
    let effect: Effect;
    try {
      effect = await this.#audited(carried, by);
    } catch (error) {
      if (once) await this.store.release(use).catch(() => undefined);
      throw error;
    }
    if (once) await this.#settle(use, effect);
    return effect;
  }

  async #audited(carried: CarriedAction, by: Presser): Promise<Effect> {
    const { action, message, endpoint } = carried;
    const { via, id, by: name } = by;
    const user = id === undefined ? {} : { user: { id, name } };
    const detail = { via, ...user, message: message.summary.id, endpoint: endpoint.webhookId };
    const change = { action: `actions.${action.name}`, target: null, detail };
    const entry = await this.audit.begin(change, { caller: null, ip: by.ip, actor: by.actor });
    try {
      const effect = await this.effects.run(carried, by);
      await this.#complete(entry, effect);
      this.#logger.log(`👆 ${action.label}, pressed by ${by.actor}: ${effect.kind}`);
      return effect;
    } catch (error) {
      await this.audit.complete(entry, { outcome: 'failed' });
      throw error;
    }
  }

  #complete(entry: StartedEntry, { kind, target }: Effect): Promise<void> {
    return this.audit.complete(entry, { target, outcome: kind });
  }

  /** An effect that was refused has not used the action up. A store that fails now leaves a press that may be repeated. */
  async #settle(use: { deliveryId: string; action: string }, { kind }: Effect): Promise<void> {
    try {
      await (kind === 'done' ? this.store.complete(use) : this.store.release(use));
    } catch (error) {
      this.#logger.warn(`A press of ${use.action} could not be completed: ${(error as Error).message}`);
    }
  }
}

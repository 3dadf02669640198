/** A press of an action that one message allows once. */
export interface ActionUse {
  /** UUID of the delivery whose message carried the action. */
  readonly deliveryId: string;
  /** Name of the action. */
  readonly action: string;
}

/** The person who pressed an action, and the way. */
export interface Presser {
  /** For people: `Ana`, `reader of #video-jobs`. */
  readonly actor: string;
  /** `link`, `console`, `key`, `telegram`, `mattermost`, … */
  readonly via: string;
}

/** A press that was stored before. */
export interface StoredUse extends Presser {
  /** `begun`: it is being carried out, or the node that did so has stopped. */
  readonly state: 'begun' | 'done';
  /** Unix ms. */
  readonly pressedAt: number;
}

/** Time after which a press that was begun and not completed may be repeated, ms. */
export const PRESS_LEASE_MS = 60_000;
/** Time for which presses are kept, ms: longer than any link works. */
export const USE_KEPT_MS = 60 * 86_400_000;

/** The presses of actions that one message allows once. */
export abstract class ActionStore {
  /**
   * Begins a press. Returns null where this call may carry it out; else the press that came before. A press that was begun longer than
   * {@link PRESS_LEASE_MS} ago is begun again. Deletes presses that are older than {@link USE_KEPT_MS}.
   */
  abstract begin(use: ActionUse, by: Presser): Promise<StoredUse | null>;

  /** Marks a press as done: it cannot be begun again. */
  abstract complete(use: ActionUse): Promise<void>;

  /** Takes back a press that was begun and had no effect. */
  abstract release(use: ActionUse): Promise<void>;

  /** Finds a press; null where there is none. */
  abstract find(use: ActionUse): Promise<StoredUse | null>;
}

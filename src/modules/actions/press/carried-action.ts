import type { Endpoint } from '../../model/endpoint.js';
import type { DeliveryRecord } from '../../store/history-store.js';
import type { OfferedAction } from '../links/offered.js';

/** An action that a token opened, with the message that carries it. */
export interface CarriedAction {
  readonly action: OfferedAction;
  /** True where one message allows the action once. */
  readonly once: boolean;
  /** The delivery whose message carries it, and its event. */
  readonly message: Pick<DeliveryRecord, 'summary' | 'event'>;
  /** The endpoint of that message. */
  readonly endpoint: Endpoint;
  /** Unix ms. */
  readonly expiresAt: number;
}

/** The person or caller that presses an action. */
export interface Presser {
  /** `console`, `key`, `link`, or the adapter of a chat with native buttons: `mattermost`, `telegram`, `slack-bot`. */
  readonly via: string;
  /** Name of the person in the audit log: the name of a key, `link of message at webhook_1`, `mattermost: ana at webhook_1`. */
  readonly actor: string;
  /** Name of the person in messages and events: `Ana`, `reader of #video-jobs`. */
  readonly by: string;
  /** Id of the person on the platform of a chat, which has verified it; absent elsewhere. */
  readonly id?: string;
  /** Network address; empty where a chat tells of the press. */
  readonly ip: string;
}

/** The effect of a press: a sentence for people, and the object that was changed. */
export interface Effect {
  readonly kind: 'done' | 'refused';
  readonly message: string;
  /** Target in the audit log: an endpoint, a delivery, a job. */
  readonly target: string | null;
}

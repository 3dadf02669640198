import type { Endpoint } from './endpoint.js';
import type { GatewayEvent } from './event.js';
import type { STYLES } from './event-type.js';
import {
  CERTIFICATE_EXPIRING,
  DELIVERY_EXHAUSTED,
  ENDPOINT_DISABLED,
  ENDPOINT_FAILING,
  ENDPOINT_STILL_FAILING,
} from './system-events.js';

export const ACTION_MODES = ['sign-in', 'link', 'off'] as const;
/** Confirmation that pressing an action takes: signing in to the console, or the link alone; `off`: messages have no actions. */
export type ActionMode = (typeof ACTION_MODES)[number];
/** Confirmation that pressing one action takes. */
export type ActionConfirm = Exclude<ActionMode, 'off'>;

/** An action that the gateway does itself. */
export interface BuiltInAction {
  /** `redeliver`. */
  readonly name: string;
  /** Name by which `message.actions` of an endpoint shows it: both mutes are `mute`. */
  readonly group: string;
  readonly label: string;
  /** Types of the events whose messages offer it. */
  readonly on: readonly string[];
  /** Whether one message allows it once. Others may be repeated without harm. */
  readonly once: boolean;
  /** One sentence: what pressing it does. */
  readonly says: string;
}

const FAILURES = [ENDPOINT_FAILING, ENDPOINT_STILL_FAILING, DELIVERY_EXHAUSTED, ENDPOINT_DISABLED];

/** The built-in actions, in the order in which messages show them. */
export const BUILT_IN_ACTIONS = [
  {
    name: 'redeliver',
    group: 'redeliver',
    label: 'Redeliver',
    on: [DELIVERY_EXHAUSTED],
    once: true,
    says: 'Sends the failed delivery again.',
  },
  {
    name: 'probe',
    group: 'probe',
    label: 'Probe now',
    on: [ENDPOINT_FAILING, ENDPOINT_STILL_FAILING],
    once: false,
    says: 'Probes the failing endpoint now with one queued delivery. Its deliveries resume when the probe succeeds.',
  },
  {
    name: 'mute_1h',
    group: 'mute',
    label: 'Mute 1 h',
    on: [...FAILURES, CERTIFICATE_EXPIRING],
    once: false,
    says: 'Drops further messages of this type at this endpoint for one hour.',
  },
  {
    name: 'mute_tomorrow',
    group: 'mute',
    label: 'Mute until tomorrow',
    on: [...FAILURES, CERTIFICATE_EXPIRING],
    once: false,
    says: 'Drops further messages of this type at this endpoint until 08:00 tomorrow, in its time zone.',
  },
] as const satisfies readonly BuiltInAction[];

/** An action that the configuration file declares: pressing it emits an event. */
export interface JobAction {
  /** `retry`. */
  readonly name: string;
  /** `Retry job`. */
  readonly label: string;
  /** Types, and patterns of them, of the events whose messages offer it. */
  readonly on: readonly string[];
  /** Type of the event: `action.retry_requested`. */
  readonly emit: string;
  readonly style: (typeof STYLES)[number] | 'default';
  /** Null: as `WEBHOOK_ACTIONS` says. */
  readonly confirm: ActionConfirm | null;
}

/** An action of one message: a link, or a native button. */
export interface ActionLink {
  /** `redeliver`, `retry`. */
  readonly name: string;
  readonly label: string;
  /** Address of its page, which contains its token: a secret. Empty where a native button presses it. */
  readonly url: string;
  /** Reference that the native button sends when it is pressed: at most 64 bytes, and it opens no page. Absent where it is a link. */
  readonly button?: string;
  readonly style: JobAction['style'];
  /** Before the message's own links, or behind them. */
  readonly place: 'first' | 'last';
  /** Whether the link alone suffices, so that a native button may press it. */
  readonly byLink: boolean;
}

/** The message that carries actions. */
export interface CarriedBy {
  readonly event: GatewayEvent;
  readonly endpoint: Pick<Endpoint, 'adapter' | 'message' | 'options'>;
  /** UUID of the delivery. */
  readonly deliveryId: string;
  /** Time at which the message is made, Unix ms. */
  readonly now: number;
}

/** Makes the actions of messages. */
export abstract class ActionLinks {
  /** Lists the actions of a message, in the order in which it shows them; none where actions are off. */
  abstract of(message: CarriedBy): readonly ActionLink[];
}

import type { Role } from '../api/types.ts';
import { refusalOf } from '../parts/roles.ts';

/** An address inside the console. */
export interface Place {
  readonly to: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly search?: Readonly<Record<string, string>>;
}

/** The effect of an item: a page opens, or an action runs on an endpoint. */
export type Deed =
  | { readonly kind: 'go'; readonly place: Place }
  | { readonly kind: 'help' }
  | { readonly kind: 'scheme' }
  | { readonly kind: 'sign-out' }
  | { readonly kind: 'endpoint'; readonly verb: Verb; readonly endpointId: string };

/** Actions on an endpoint, as people write them: `pause crm`. */
export type Verb =
  | 'pause'
  | 'resume'
  | 'enable'
  | 'disable'
  | 'probe'
  | 'retry'
  | 'replay'
  | 'mute'
  | 'test'
  | 'rotate'
  | 'delete';

/** One line of the palette. */
export interface Item {
  /** Stable, so that recent items are known again. */
  readonly key: string;
  readonly group: string;
  readonly label: string;
  readonly detail?: string;
  /** Text that is compared with what is written; absent: the gateway found the item. */
  readonly words?: string;
  readonly deed: Deed;
  /** Role that the deed needs; absent: whoever looks may do it. */
  readonly needs?: Role;
  /** Why the person may not do it; absent: they may. */
  readonly refusal?: string;
}

/** Says of an item why a person with this role may not choose it. */
export function forRole(item: Item, role: Role | null | undefined): Item {
  const refusal = item.needs ? refusalOf(role, item.needs) : null;
  return refusal === null ? item : { ...item, refusal };
}

/** Tells whether an item has every written word. */
export function matchesWords(words: string, written: string): boolean {
  const text = words.toLowerCase();
  return written
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

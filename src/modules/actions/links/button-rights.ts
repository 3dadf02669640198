import type { ButtonRights } from '../../../adapters/presses.js';
import { adapterOf } from '../../../adapters/registry.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { OfferedAction } from './offered.js';

/** Returns who may press native buttons in the messages of an endpoint; null where its actions are links. */
export function buttonRightsOf({
  adapter,
  options,
}: Pick<Endpoint, 'adapter' | 'options'>): ButtonRights | null {
  return adapterOf(adapter)?.buttons?.rights(options) ?? null;
}

/**
 * Tells whether an action is a native button: the people whom the operator names may press all of them, everybody in the chat only
 * those that need no sign-in.
 */
export function mayBePressed(
  { byLink }: Pick<OfferedAction, 'byLink'>,
  rights: ButtonRights | null,
): boolean {
  return rights !== null && (rights.users !== null || byLink);
}

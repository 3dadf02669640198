import { actorOf } from '../../access/audit/audit-log.service.js';
import type { Caller } from '../../access/caller.js';
import type { CarriedAction, Presser } from './carried-action.js';

/** Names who presses an action on its page: whoever is signed in, else whoever reads the message. */
export function pagePresser(caller: Caller | null, ip: string, { endpoint }: CarriedAction): Presser {
  // Without keys everybody on this machine is an administrator, and nobody has a name.
  if (caller === null || caller.by === 'loopback')
    return {
      via: 'link',
      actor: `link of message at ${endpoint.webhookId}`,
      by: `reader of ${endpoint.name}`,
      ip,
    };
  const actor = actorOf(caller);
  return caller.by === 'session'
    ? { via: 'console', actor, by: actor, ip }
    : { via: 'key', actor, by: `key ${actor}`, ip };
}

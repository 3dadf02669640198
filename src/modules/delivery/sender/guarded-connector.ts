import { buildConnector } from 'undici';
import { ForbiddenTarget, type TargetGuard } from '../../net/target-guard.js';

/**
 * Connects to public addresses and allowed networks only. Ports and literal addresses never reach a lookup, so they are
 * judged before; names are judged with every address they resolve to, and the connection goes to one that was judged.
 */
export function guardedConnector(
  options: buildConnector.BuildOptions,
  guard: TargetGuard,
): buildConnector.connector {
  const connect = buildConnector({ ...options, lookup: guard.lookup } as buildConnector.BuildOptions);
  return (target, callback) => {
    const reason = guard.refusal(target.hostname, target.port);
    if (reason === null) connect(target, callback);
    else callback(new ForbiddenTarget(reason), null);
  };
}

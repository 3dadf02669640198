import type { TargetGuard } from '../../net/target-guard.js';
import type { Directions } from './connector.js';

/** Wherever the operator's own configuration points. */
export function anywhere({ names }: TargetGuard): Directions {
  return {
    refusal: () => null,
    resolve: (hostname) => names.resolve(hostname),
    forget: (hostname) => names.forget(hostname),
  };
}

/** Public addresses and allowed networks: ports, literal addresses and every address of a name are judged. */
export function publicOnly(guard: TargetGuard): Directions {
  return {
    refusal: (hostname, port) => guard.refusal(hostname, port),
    resolve: (hostname) => guard.resolve(hostname),
    forget: (hostname) => guard.names.forget(hostname),
  };
}

import type { TargetGuard } from '../../net/target-guard.js';
import type { TargetResolver } from './connector.js';

/** Resolves targets of the operator's own configuration: any host, port and address. */
export function anyTarget({ names }: TargetGuard): TargetResolver {
  return {
    refusal: () => null,
    resolve: (hostname) => names.resolve(hostname),
    forget: (hostname) => names.forget(hostname),
  };
}

/** Resolves other targets: the guard judges ports, literal addresses and every address of a name. */
export function guardedTarget(guard: TargetGuard): TargetResolver {
  return {
    refusal: (hostname, port) => guard.refusal(hostname, port),
    resolve: (hostname) => guard.resolve(hostname),
    forget: (hostname) => guard.names.forget(hostname),
  };
}

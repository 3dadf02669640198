import type { Adapter } from '../../../adapters/adapter.js';
import { adapterOf } from '../../../adapters/registry.js';
import { GatewayError } from '../../model/gateway-error.js';

/**
 * Returns the adapter of a type.
 *
 * @throws GatewayError `unknown_adapter`
 */
export function adapterFor(type: string): Adapter {
  const adapter = adapterOf(type);
  if (!adapter) throw new GatewayError('unknown_adapter', `There is no adapter ${type}.`);
  return adapter;
}

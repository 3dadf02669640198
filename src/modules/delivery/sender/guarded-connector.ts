import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { refusal } from './guard.js';

/** The target is where nothing may be sent. */
class ForbiddenTarget extends Error {
  readonly code = 'FORBIDDEN_TARGET';
}

/**
 * Connects to public addresses and allowed networks only. Literal addresses never reach a lookup, so they are checked
 * before; names are checked with every address they resolve to, and the connection goes to one that was checked. One
 * forbidden address among many forbids the name.
 */
export function guardedConnector(
  options: buildConnector.BuildOptions,
  allowed: readonly string[],
): buildConnector.connector {
  const connect = buildConnector({
    ...options,
    lookup: guardedLookup(allowed),
  } as buildConnector.BuildOptions);
  return (target, callback) => {
    const host = target.hostname.replace(/^\[(.*)\]$/, '$1');
    const reason = isIP(host) ? refusal(host, allowed) : null;
    if (reason === null) connect(target, callback);
    else callback(new ForbiddenTarget(reason), null);
  };
}

function guardedLookup(allowed: readonly string[]): LookupFunction {
  return (hostname, options, callback) => {
    systemLookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      const reason = error ?? firstRefusal(addresses, allowed);
      if (reason) callback(reason, '', 0);
      else if (options.all) callback(null, addresses);
      else callback(null, addresses[0]!.address, addresses[0]!.family);
    });
  };
}

function firstRefusal(
  addresses: readonly LookupAddress[],
  allowed: readonly string[],
): ForbiddenTarget | null {
  const reason = addresses
    .map(({ address }) => refusal(address, allowed))
    .find((sentence) => sentence !== null);
  return reason ? new ForbiddenTarget(reason) : null;
}

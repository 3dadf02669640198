import { tlsFaults, tlsMaterial, type TlsMaterial } from '../../net/tls-material.js';
import type { TlsRequest } from './tls.dto.js';
import type { FieldFault } from '../../model/refusal.js';

const TLS_PARTS = ['ca', 'cert', 'key', 'passphrase'] as const;

interface Checked {
  /** Null where the endpoint has nothing of its own. */
  readonly tls: TlsMaterial | null;
  readonly faults: readonly FieldFault[];
}

/**
 * Applies a request to the TLS material of an endpoint. A key that is replaced takes its passphrase with it.
 *
 * @param mask stands for a value that is kept
 * @param now Unix ms, for refusing what has expired; null refuses no certificate for that
 */
export function tlsOf(
  request: TlsRequest | null | undefined,
  before: TlsMaterial | null,
  { mask, now }: { readonly mask: string; readonly now: number | null },
): Checked {
  if (request === undefined) return { tls: before, faults: [] };
  if (request === null) return { tls: null, faults: [] };
  const masked = TLS_PARTS.filter((name) => request[name] === mask && !before?.[name]);
  if (masked.length > 0) return { tls: before, faults: masked.map(nothingToKeep) };
  const given = withoutMasks(request, mask);
  const keyIsNew = typeof given.key === 'string' && given.passphrase === undefined;
  const part = (name: keyof TlsMaterial): string | null => {
    const value = given[name];
    return value === undefined ? (before?.[name] ?? null) : value;
  };
  const tls = {
    ca: part('ca'),
    cert: part('cert'),
    key: part('key'),
    passphrase: keyIsNew || given.key === null ? (given.passphrase ?? null) : part('passphrase'),
  };
  // No certificate has expired at -Infinity.
  const faults = tlsFaults(tls, now ?? -Infinity).map((fault) => ({
    field: `tls.${fault.part}`,
    message: `tls.${fault.part} ${fault.problem}.`,
  }));
  return { tls: tlsMaterial(tls), faults };
}

function nothingToKeep(part: string): FieldFault {
  return { field: `tls.${part}`, message: `tls.${part} is masked, and there is no value to keep.` };
}

function withoutMasks(request: TlsRequest, mask: string): TlsRequest {
  return Object.fromEntries(
    Object.entries(request).filter(([, value]) => value !== mask && value !== undefined),
  );
}

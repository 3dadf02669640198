import { Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import { canonicalAddress } from '../http/address.js';

/** Ranges, named as by ipaddr.js, in which an operator's reverse proxies are. */
const NEAR: ReadonlySet<string> = new Set(['loopback', 'private', 'uniqueLocal', 'carrierGradeNat']);
/** Maximum of addresses that are warned of. */
const WARNINGS_MAX = 16;

/**
 * Warns once of each proxy that `WEBHOOK_TRUST_PROXY` does not name: all callers behind it count as one address, so
 * that wrong keys of one caller lock out all. Only refused requests from private networks and this machine are
 * considered: anyone may send `X-Forwarded-For`, and the warning must not advise to trust strangers.
 */
export class UnnamedProxies {
  readonly #logger = new Logger('Access');
  readonly #warned = new Set<string>();

  /** Examines an answer and warns if it was refused behind an unnamed proxy. The caller passes every answer. */
  note(
    { caller, headers, ip, raw }: Pick<FastifyRequest, 'caller' | 'headers' | 'ip' | 'raw'>,
    { statusCode }: Pick<FastifyReply, 'statusCode'>,
  ): void {
    if ((statusCode !== 401 && statusCode !== 429) || caller !== null) return;
    if (!headers['x-forwarded-for'] || this.#warned.size >= WARNINGS_MAX) return;
    const peer = canonicalAddress(raw.socket.remoteAddress);
    if (peer === null || peer !== canonicalAddress(ip) || this.#warned.has(peer) || !isNear(peer)) return;
    this.#warned.add(peer);
    this.#logger.warn(
      `🔐 Refused requests come through ${peer} with X-Forwarded-For. If that is your reverse proxy, name it in ` +
        `WEBHOOK_TRUST_PROXY: until then all callers behind it count as one address and are locked out together.`,
    );
  }
}

function isNear(address: string): boolean {
  return NEAR.has(ipaddr.parse(address).range());
}

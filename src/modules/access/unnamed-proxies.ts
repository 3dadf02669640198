import { Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import { canonicalAddress } from '../http/address.js';

/** Networks, as ipaddr.js names them, in which reverse proxies of the operator stand. */
const NEAR: ReadonlySet<string> = new Set(['loopback', 'private', 'uniqueLocal', 'carrierGradeNat']);
/** Addresses that are warned of, at most. */
const WARNINGS_MAX = 16;

/**
 * Warns once of each proxy that `WEBHOOK_TRUST_PROXY` does not name: all callers behind it count as one address, so that
 * one of them with wrong keys locks out all. Only refused requests are looked at, and only addresses of private networks
 * and of this machine: anybody may send `X-Forwarded-For`, and the warning must not advise to trust strangers.
 */
export class UnnamedProxies {
  readonly #logger = new Logger('Access');
  readonly #warned = new Set<string>();

  /** To be called with every answer; most of them are no refusals. */
  note(
    { caller, headers, ip, raw }: Pick<FastifyRequest, 'caller' | 'headers' | 'ip' | 'raw'>,
    { statusCode }: Pick<FastifyReply, 'statusCode'>,
  ): void {
    if ((statusCode !== 401 && statusCode !== 429) || caller !== null) return;
    if (headers['x-forwarded-for'] === undefined || this.#warned.size >= WARNINGS_MAX) return;
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

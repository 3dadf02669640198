import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { readBasePath, withoutBasePath } from '../model/base-path.js';
import { belongsTo } from './trusted-proxies.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The path under which the caller reaches the gateway, such as `/gateway`; empty for the root. */
    readonly basePath: string;
  }
}

type Raw = Pick<IncomingMessage, 'url' | 'headers' | 'socket'>;

/** Finds the path under which a request reaches the gateway: the configured one, or that of a trusted proxy. */
export class BasePaths {
  readonly #configured: string;
  readonly #trusts: (address: string | undefined) => boolean;

  /**
   * @param configured `WEBHOOK_BASE_PATH`; empty: trusted proxies name the path
   * @param trustProxy CIDRs of the proxies whose `X-Forwarded-Prefix` counts
   */
  constructor(configured: string, trustProxy: readonly string[]) {
    this.#configured = configured;
    this.#trusts = belongsTo(trustProxy);
  }

  of(raw: Pick<Raw, 'headers' | 'socket'>): string {
    if (this.#configured !== '') return this.#configured;
    const header = raw.headers['x-forwarded-prefix'];
    return typeof header === 'string' && this.#trusts(raw.socket.remoteAddress) ? prefixOf(header) : '';
  }

  /** The URL of a request without the base path, which a proxy may have left in. */
  rewritten(raw: Raw): string {
    return withoutBasePath(raw.url ?? '/', this.of(raw));
  }
}

/** Joins the paths that proxies in a row have added; empty where one of them is no path. */
function prefixOf(header: string): string {
  const paths = header.split(',').map((part) => readBasePath(part.trim()));
  return paths.every((path) => path !== null) ? paths.join('') : '';
}

/** Adds `basePath` to every request. */
export function decorateBasePath(instance: FastifyInstance, paths: BasePaths): void {
  instance.decorateRequest('basePath', {
    getter() {
      return paths.of(this.raw);
    },
  });
}

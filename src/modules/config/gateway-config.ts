import type { EgressSettings } from '../net/proxy-rules.js';
import type { TlsMaterial } from '../net/tls-material.js';
import type { Ordering, RateLimit, RetryPolicy } from '../model/endpoint.js';
import type { NameSettings } from '../net/names/name-settings.js';

/** Where the store lives. */
export type DatabaseTarget =
  | { readonly driver: 'sqlite'; readonly file: string }
  | { readonly driver: 'postgres'; readonly url: string };

/** The environment, validated and frozen: what the rest of the gateway knows of it. Durations in ms. */
export abstract class GatewayConfig {
  /** Entries of `WEBHOOK_URLS` in order, trimmed, empty ones left out. */
  abstract readonly urls: readonly string[];
  /** Event patterns. */
  abstract readonly events: readonly string[];
  /** Null: generate one once and keep it in the data directory. */
  abstract readonly secretKey: string | null;
  /** In base64; the first encrypts, all decrypt. Empty: generate one once and keep it in the data directory. */
  abstract readonly encryptionKeys: readonly string[];
  /** The file with further endpoints; null when there is none. */
  abstract readonly configFile: string | null;
  abstract readonly timeoutMs: number;
  abstract readonly retry: RetryPolicy;
  /** `failures` in a row open an endpoint's breaker (0: never); `pauseMs` before the first probe. */
  abstract readonly breaker: {
    readonly failures: number;
    readonly pauseMs: number;
    readonly maxPauseMs: number;
  };
  /** An endpoint that only fails for so long is disabled; null: never. */
  abstract readonly disableAfterMs: number | null;
  abstract readonly headers: Readonly<Record<string, string>>;
  abstract readonly rateLimit: RateLimit;
  abstract readonly host: string;
  /** 0 asks the system for a free one. */
  abstract readonly port: number;
  /** The path under which browsers reach the gateway, such as `/gateway`; empty: the root, or what a trusted proxy says. */
  abstract readonly basePath: string;
  /** Connections that clients may have open at once. */
  abstract readonly maxConnections: number;
  abstract readonly database: DatabaseTarget;
  /** Where generated files live: the SQLite file's folder, or `./data`. */
  abstract readonly dataDirectory: string;
  abstract readonly emitKeys: readonly string[];
  abstract readonly adminKeys: readonly string[];
  /** CIDRs of proxies whose `X-Forwarded-…` headers are believed. */
  abstract readonly trustProxy: readonly string[];
  /** CIDRs. */
  abstract readonly allowNetworks: readonly string[];
  /** How host names of targets are resolved. */
  abstract readonly names: NameSettings;
  /** Proxies that deliveries leave through. */
  abstract readonly egress: EgressSettings;
  /** Authorities to trust beside Node's own, and the gateway's client certificate; null: neither. */
  abstract readonly tls: TlsMaterial | null;
  abstract readonly source: string;
  abstract readonly brand: string;
  abstract readonly concurrency: number;
  /** Attempts in flight of all endpoints together. */
  abstract readonly maxConcurrency: number;
  /** Null: as it suits each endpoint's adapter. */
  abstract readonly ordering: Ordering | null;
  abstract readonly retentionDays: number;
  /** Whether spans are made; where they go is said by `OTEL_…` variables. */
  abstract readonly tracing: boolean;
  /** How long requests are still served after SIGTERM, while `/readyz` fails already. */
  abstract readonly shutdownGraceMs: number;
  abstract readonly logFormat: 'pretty' | 'json';
  abstract readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
}

/** The rights of a key: emit keys post events, admin keys do everything. */
export type Role = 'emit' | 'admin';

/** An identified caller. */
export interface Caller {
  readonly role: Role;
  /** The means of identification: none needed (no keys are set), a bearer key, a console session, or a signature. */
  readonly by: 'loopback' | 'key' | 'session' | 'signature';
  /** First 8 hex digits of the key's SHA-256; null without a key. */
  readonly fingerprint: string | null;
  /** `webhook-id` of a signed request; null otherwise. */
  readonly signedId: string | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null until a key, a session or a signature has been verified. */
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** Whether the route is public. */
    open?: boolean;
    /** Whether links of other sites lead to the route. */
    linked?: boolean;
    /** Whether the route accepts signed requests. */
    signable?: boolean;
  }
}

/** The caller while no keys are set. */
export const LOOPBACK: Caller = { role: 'admin', by: 'loopback', fingerprint: null, signedId: null };

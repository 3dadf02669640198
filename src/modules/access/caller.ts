/** What a key may do: emit keys post events, admin keys do everything. */
export type Role = 'emit' | 'admin';

/** Who asks, as far as the gateway knows. */
export interface Caller {
  readonly role: Role;
  /** How it was found out: nobody is asked for a key, a bearer key, a session of the console, a signature. */
  readonly by: 'loopback' | 'key' | 'session' | 'signature';
  /** The first 8 hex digits of the key's SHA-256; null where there is no key. */
  readonly fingerprint: string | null;
  /** `webhook-id` of a signed request; null otherwise. */
  readonly signedId: string | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null until a key, a session or a signature has been checked. */
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** Answers to whoever asks, with or without a key. */
    open?: boolean;
    /** Takes signed requests. */
    signable?: boolean;
  }
}

export const LOOPBACK: Caller = { role: 'admin', by: 'loopback', fingerprint: null, signedId: null };

import type { Key } from './keys/key.js';
import type { Role } from './roles.js';

/** An identified caller. */
export interface Caller {
  readonly role: Role;
  /** The means of identification: none needed (no keys are set), a bearer key, a console session, or a signature. */
  readonly by: 'loopback' | 'key' | 'session' | 'signature';
  /** Name of the key, or `loopback`. */
  readonly name: string;
  /** The key; null without one. */
  readonly key: Key | null;
  /** `webhook-id` of a signed request; null otherwise. */
  readonly signedId: string | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null until a key, a session or a signature has been verified. */
    caller: Caller | null;
    /** The key of a request that was refused because its key has ended; null for all others. */
    endedKey: Key | null;
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
export const LOOPBACK: Caller = {
  role: 'admin',
  by: 'loopback',
  name: 'loopback',
  key: null,
  signedId: null,
};

/** The caller with this key. */
export function callerBy(by: Caller['by'], key: Key): Caller {
  return { role: key.role, by, name: key.name, key, signedId: null };
}

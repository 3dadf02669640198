import { Field } from '../endpoints/definitions/field.js';
import { eventPatterns, instant, oneOf, whole } from '../endpoints/definitions/field-rules.js';
import type { FieldRule } from '../endpoints/definitions/field.js';
import { KEY_ROLES, type KeyRole } from '../store/key-store.js';

const DAY_MS = 86_400_000;
/** Longest overlap of a rotation, ms. */
const OVERLAP_MAX_MS = 30 * DAY_MS;
/** Time for which the key before a rotation stays valid where the request does not say, ms. */
export const OVERLAP_DEFAULT_MS = DAY_MS;
const RATE_MAX = 1_000_000;
const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._@+ -]{0,58}[A-Za-z0-9])?$/;
/** Names that the audit log has for other actors. */
const RESERVED: ReadonlySet<string> = new Set(['loopback', 'file', 'unknown', 'console']);

const keyName: FieldRule = {
  schema: { type: 'string', pattern: NAME.source },
  fault: (value) => {
    if (typeof value !== 'string' || !NAME.test(value))
      return 'is 1 to 60 characters of A–Z, a–z, 0–9, space and . _ @ + -, such as ana or ci-deploy';
    const taken = RESERVED.has(value.toLowerCase()) || value.toLowerCase().startsWith('env-');
    return taken ? 'is a name that the audit log has for something else' : null;
  },
};

const TYPES = {
  description: 'Event types and patterns that the key may send',
  example: ['job.*'],
} as const;
const RATE = {
  description: 'Requests a minute with this key, at most; each gateway counts by itself',
  example: 600,
} as const;
const EXPIRY = {
  description: 'When the key becomes invalid by itself, ISO 8601 with an offset',
  example: '2099-01-01T00:00:00.000Z',
} as const;

/** The body of `POST …/keys`. */
export class NewKeyRequest {
  @Field(keyName, {
    description: 'Name of the key: the audit log names it, so one key for each person or program',
    example: 'ci-deploy',
    required: true,
  })
  name!: string;

  @Field(oneOf(...KEY_ROLES), {
    description:
      '`emit` sends events; `viewer` reads; `operator` steers deliveries and endpoints too; `admin` does everything',
    example: 'emit',
    required: true,
  })
  role!: KeyRole;

  @Field(eventPatterns, { ...TYPES, note: 'For emit keys. Without: all types.' })
  types?: readonly string[] | null;

  @Field(whole(1, RATE_MAX), { ...RATE, note: 'Without: no limit.' })
  rate?: number | null;

  @Field(instant, { ...EXPIRY, note: 'Without: never.' })
  expires_at?: string | null;
}

/** The body of `PATCH …/keys/:id`; a field that is left out stays as it is. */
export class KeyChangeRequest {
  @Field(keyName, { description: 'New name of the key', example: 'ci-release' })
  name?: string | null;

  @Field(eventPatterns, { ...TYPES, note: 'null: all types.' })
  types?: readonly string[] | null;

  @Field(whole(1, RATE_MAX), { ...RATE, note: 'null: no limit.' })
  rate?: number | null;

  @Field(instant, { ...EXPIRY, note: 'null: never.' })
  expires_at?: string | null;
}

/** The body of `POST …/keys/:id/rotate`. */
export class KeyRotationRequest {
  @Field(whole(0, OVERLAP_MAX_MS), {
    description: 'How long the old key stays valid, ms; 0: it is invalid at once',
    default: OVERLAP_DEFAULT_MS,
    example: 3_600_000,
  })
  overlap_ms?: number | null;
}

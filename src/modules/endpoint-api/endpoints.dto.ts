import { Field } from '../endpoints/definitions/field.js';
import { line, signingKey, signingSecret, whole } from '../endpoints/definitions/field-rules.js';

const WEEK_MS = 7 * 86_400_000;

/** The body of `POST …/disable`. */
export class DisableRequest {
  @Field(line(200), { description: 'One line, for people', example: 'moves to another server' })
  reason?: string | null;
}

/** The body of `POST …/rotate-secret`. */
export class RotateRequest {
  @Field(signingSecret, {
    description: 'The new key',
    note: 'Without: one is made.',
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  })
  secret?: string | null;

  @Field(whole(0, WEEK_MS), {
    description: 'How long the old key signs too, ms; 0: not at all',
    default: 86_400_000,
    example: 3_600_000,
  })
  overlap_ms?: number | null;
}

/** The body of `POST …/rotate-signing-key`. */
export class RotateKeyRequest {
  @Field(signingKey, {
    description: 'The new private key of Ed25519: `whsk_` and 32 bytes in base64, or `generate`',
    note: 'Without: one is made.',
    example: 'generate',
  })
  signing_key?: string | null;

  @Field(whole(0, WEEK_MS), {
    description: 'How long the old key signs too, ms; 0: not at all',
    default: 86_400_000,
    example: 3_600_000,
  })
  overlap_ms?: number | null;
}

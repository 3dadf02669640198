import { Field, line, signingSecret, whole } from './definitions/field-rules.js';
import { Text, Whole } from '../http/described/properties.js';

const OPTIONAL = { optional: true, nullable: true };
const WEEK_MS = 7 * 86_400_000;

/** After `whsec_` it must be base64, which no schema says. */
const SECRET = { ...OPTIONAL, minLength: 8, maxLength: 512 };

/** The body of `POST …/disable`. */
export class DisableRequest {
  @Text('One line, for people.', {
    ...OPTIONAL,
    minLength: 1,
    maxLength: 200,
    example: 'moves to another server',
  })
  @Field(line(200))
  reason?: string | null;
}

/** The body of `POST …/rotate-secret`. */
export class RotateRequest {
  /** The new key; one is made where none is given. */
  @Text('The new key; one is made where none is given.', {
    ...SECRET,
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  })
  @Field(signingSecret)
  secret?: string | null;

  /** How long the old key still signs, ms; 0: not at all. */
  @Whole('How long the old key signs too, ms; 0: not at all.', {
    ...OPTIONAL,
    maximum: WEEK_MS,
    default: 86_400_000,
    example: 3_600_000,
  })
  @Field(whole(0, WEEK_MS))
  overlap_ms?: number | null;
}

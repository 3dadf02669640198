import { Field, line, signingSecret, whole } from './definitions/field-rules.js';

const WEEK_MS = 7 * 86_400_000;

/** The body of `POST …/disable`. */
export class DisableRequest {
  @Field(line(200))
  reason?: string | null;
}

/** The body of `POST …/rotate-secret`. */
export class RotateRequest {
  /** The new key; one is made where none is given. */
  @Field(signingSecret)
  secret?: string | null;

  /** How long the old key still signs, ms; 0: not at all. */
  @Field(whole(0, WEEK_MS))
  overlap_ms?: number | null;
}

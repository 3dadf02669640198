import { Field } from '../endpoints/definitions/field.js';
import { text } from '../endpoints/definitions/field-rules.js';

/** Length of a note, UTF-16 units. */
const NOTE_MAX = 1_000;

/** The body of `POST …/acknowledge`. */
export class AcknowledgeRequest {
  @Field(text(NOTE_MAX), {
    description: 'What is being done about it, for people',
    note: 'Without: the note stays as it is.',
    example: 'The receiver is restarted at noon.',
  })
  note?: string | null;
}

/** The body of `POST …/note`. */
export class NoteRequest {
  @Field(text(NOTE_MAX), {
    description: 'What is known or done, for people',
    example: 'The certificate of the receiver was renewed.',
  })
  note?: string | null;
}

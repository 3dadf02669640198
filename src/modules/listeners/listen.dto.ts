import { Field } from '../endpoints/definitions/field.js';
import { eventPatterns, filter, line, text, texts, whole } from '../endpoints/definitions/field-rules.js';

/** Longest part of a target's answer that a listener passes on, UTF-16 units. */
const ANSWER_MAX = 65_536;

/** The body of `POST …/listen`. */
export class ListenRequest {
  @Field(eventPatterns, {
    description: 'Event types or patterns',
    note: 'Without: WEBHOOK_EVENTS.',
    example: ['demo.*'],
  })
  events?: string[] | null;

  @Field(filter, {
    description: 'A MongoDB-style query that events must match',
    note: 'Without: all events of these types.',
    example: { 'data.parameters.country': 'us' },
  })
  filter?: object | null;
}

/** The body of `POST …/listen/:id/answers`: a status, or an error where the target gave no answer. */
export class ListenAnswerRequest {
  @Field(line(64), {
    description: '`hand` of the request that is answered',
    example: '0b3c6f0e-6f5f-4a00-8c11-0f4e5a1d2b3c',
  })
  hand?: string | null;

  @Field(whole(100, 599), { description: 'HTTP status of the answer', example: 200 })
  status?: number | null;

  @Field(texts, { description: 'Headers of the answer', example: { 'content-type': 'text/plain' } })
  headers?: Record<string, string> | null;

  @Field(text(ANSWER_MAX), { description: 'Body of the answer, cut to 65,536 characters', example: 'ok' })
  body?: string | null;

  @Field(line(200), {
    description: 'Why there is no answer, in place of a status',
    example: 'connect ECONNREFUSED 127.0.0.1:4000',
  })
  error?: string | null;
}

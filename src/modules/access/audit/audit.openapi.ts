import { ApiSchema } from '@nestjs/swagger';
import { describeRoutes } from '../../http/described/describe-routes.js';
import { AnyObject, Instant, OneOf, Parts, Text } from '../../http/described/properties.js';
import { SuccessAnswer } from '../../http/described/success-answer.js';

@ApiSchema({
  name: 'AuditEntry',
  description: 'One request that changed something, or refused requests of one kind and address.',
})
export class AuditEntryView {
  @Text('Rises from entry to entry.', { example: '42' })
  id!: string;

  @Instant('When the request came; of refused ones: the first of them.')
  at!: string;

  @Text(
    'Fingerprint of the key, `console`, `loopback` (no keys are set), `file` (the configuration file was changed), or `unknown`.',
    { example: '1b3af7d2' },
  )
  actor!: string;

  @Text('What was asked for; `access.…` where callers were refused.', { example: 'endpoints.disable' })
  action!: string;

  @Text('What it was done to; null where it was nothing in particular.', {
    nullable: true,
    example: 'webhook_1',
  })
  target!: string | null;

  @AnyObject(
    'Names of the `fields` that were sent or changed, never their values; `origin` where an endpoint now goes to another server; `status` of the answer where it was refused; `count` and `routes` of refused callers.',
    { example: { fields: ['reason'] } },
  )
  detail!: object;

  @Text(
    'Network address it came from, or network that is locked out; empty where the configuration file was changed, or where many addresses share an entry.',
    { example: '192.0.2.7' },
  )
  address!: string;

  @OneOf(
    ['begun', 'done', 'refused', 'failed'],
    '`refused` with a 4xx answer, `failed` with a 5xx one; `begun` while it is under way, and where the gateway ended before its answer.',
  )
  outcome!: string;
}

@ApiSchema({ name: 'AuditAnswer' })
export class AuditAnswer extends SuccessAnswer {
  @Parts(AuditEntryView, 'The newest first.')
  entries!: AuditEntryView[];

  @Text('Hand it back as `cursor` for the next page; null at the end.', { nullable: true, example: '42' })
  next_cursor!: string | null;
}

export const api = describeRoutes('Access', {
  listAudit: {
    summary: 'Lists changes and refused callers',
    access: 'admin',
    query: {
      target: {
        description:
          'Only entries of this object, as the caller named it: the id or the public name of an endpoint, the id of a delivery.',
        schema: { type: 'string', minLength: 1, maxLength: 200 },
        example: 'webhook_1',
      },
      limit: {
        description: 'Entries of a page.',
        schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
      },
      cursor: {
        description: '`next_cursor` of the page before.',
        schema: { type: 'string', pattern: '^[1-9][0-9]{0,14}$' },
      },
    },
    answers: { 200: { description: 'A page of entries.', type: AuditAnswer } },
  },
});

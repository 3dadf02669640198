import { ApiSchema } from '@nestjs/swagger';
import { describeRoutes } from '../../http/described/describe-routes.js';
import { AnyObject, Instant, Parts, Success, Text } from '../../http/described/properties.js';

@ApiSchema({ name: 'AuditEntry', description: 'One change that was made.' })
export class AuditEntryView {
  @Text('Rises from entry to entry.', { example: '42' })
  id!: string;

  @Instant('When it was made.')
  at!: string;

  @Text('Fingerprint of the key, `console`, `loopback`, or `file`: the configuration file was changed.', {
    example: '1b3af7d2',
  })
  actor!: string;

  @Text('What was done.', { example: 'endpoints.disable' })
  action!: string;

  @Text('To what; null where it was to nothing in particular.', { nullable: true, example: 'webhook_1' })
  target!: string | null;

  @AnyObject('Names of the fields that were sent or changed, never their values.', {
    example: { fields: ['reason'] },
  })
  detail!: object;

  @Text('Network address it came from; empty where the configuration file was changed.', {
    example: '192.0.2.7',
  })
  address!: string;
}

@ApiSchema({ name: 'AuditAnswer' })
export class AuditAnswer {
  @Success()
  success!: true;

  @Parts(AuditEntryView, 'The newest first.')
  entries!: AuditEntryView[];

  @Text('Hand it back as `cursor` for the next page; null at the end.', { nullable: true, example: '42' })
  next_cursor!: string | null;
}

export const api = describeRoutes('Access', {
  listAudit: {
    summary: 'Lists the changes that were made',
    access: 'admin',
    query: {
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

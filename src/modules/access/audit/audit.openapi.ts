import { ApiSchema } from '@nestjs/swagger';
import { describeRoutes } from '../../http/described/describe-routes.js';
import { AnyObject, Instant, OneOf, Parts, Text } from '../../http/described/properties.js';
import { SuccessAnswer } from '../../http/described/success-answer.js';
import { EXPORT_FORMATS } from '../../http/export-text.js';
import { OUTCOMES } from './audit.dto.js';

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
    'Name of the key, `loopback` (no keys are set), `file` (the configuration file was changed), or `unknown`. Entries of older versions have the fingerprint of the key, or `console`.',
    { example: 'ana' },
  )
  actor!: string;

  @Text('What was asked for; `access.…` where callers were refused.', { example: 'endpoints.disable' })
  action!: string;

  @Text('The action in words.', { example: 'Endpoint disabled' })
  summary!: string;

  @Text('What it was done to; null where it was nothing in particular.', {
    nullable: true,
    example: 'webhook_1',
  })
  target!: string | null;

  @AnyObject(
    'Names of the `fields` that were sent or changed; `changes` with old and new value (`from`, `to`) of each, or `changed` for a secret; `console` where it was done there; `origin` where an endpoint now goes to another server; `status` of the answer where it was refused; `role`, `count` and `routes` of refused callers.',
    { example: { fields: ['name'], changes: { name: { from: 'Jobs', to: 'Video jobs' } } } },
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

const FILTERS = {
  actor: { description: 'Who: name of a key, `loopback`, `file` or `unknown`.', example: 'ana' },
  action: { description: 'What: an action, or all below a word (`endpoints.*`).', example: 'endpoints.*' },
  target: { description: 'What it was done to, such as the id of an endpoint or key.', example: 'webhook_1' },
  outcome: { description: 'How it ended.', schema: { type: 'string', enum: OUTCOMES } },
  from: { description: 'Entries from this time on, ISO 8601.', example: '2026-01-01T00:00:00Z' },
  to: { description: 'Entries before this time, ISO 8601.', example: '2026-02-01T00:00:00Z' },
};

export const api = describeRoutes('Access', {
  listAudit: {
    summary: 'Lists changes and refused callers',
    access: 'admin',
    query: {
      ...FILTERS,
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
  exportAudit: {
    summary: 'Exports the audit log',
    description:
      'All entries that match, newest first: CSV (texts that a spreadsheet would run as a formula begin with an apostrophe), or one JSON object a line (`application/x-ndjson`).',
    access: 'admin',
    query: {
      ...FILTERS,
      format: {
        description: 'Form of the file.',
        schema: { type: 'string', enum: EXPORT_FORMATS, default: 'csv' },
      },
    },
    answers: {
      200: {
        description: 'The entries.',
        media: { type: 'text/csv', example: 'id,at,actor,action,summary,target,outcome,address,detail\r\n' },
      },
    },
    refusals: [503],
  },
});

import { Field } from '../../endpoints/definitions/field.js';
import { line } from '../../endpoints/definitions/field-rules.js';
import type { FieldRule } from '../../endpoints/definitions/field.js';

const JOB_ID_MAX = 200;

const flag: FieldRule = {
  schema: { type: 'boolean' },
  fault: (value) => (typeof value === 'boolean' ? null : 'is true or false'),
};

export const jobIdRule: FieldRule = {
  schema: { type: 'string', minLength: 1, maxLength: JOB_ID_MAX },
  fault: (value) =>
    typeof value === 'string' && value !== '' && value.length <= JOB_ID_MAX
      ? null
      : `is the id of a job (data.job_id) as a text of 1 to ${JOB_ID_MAX} characters`,
};

/** The body of `POST …/jobs/:id/erase`. */
export class ErasureTerms {
  @Field(line(200), {
    description: 'Why, for the audit log; do not name the person here',
    example: 'request of 3 May',
    required: true,
  })
  reason!: string;

  @Field(flag, { description: 'True: count, and erase nothing', default: false, example: true })
  dry_run?: boolean | null;
}

/** The body of `POST …/erasures`. */
export class ErasureRequestBody extends ErasureTerms {
  @Field(jobIdRule, {
    description: 'Job whose events are erased (`data.job_id`), as a text',
    example: 'job_1704067200_abc123',
    required: true,
  })
  job_id!: string;
}

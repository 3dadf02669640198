import { Field, fieldOf } from '../../endpoints/definitions/field.js';
import { line, oneOf } from '../../endpoints/definitions/field-rules.js';
import { QUERY_PAGES, type QueryPage } from '../../history/language/query-fields.js';
import { QUERY_MAX } from '../../history/language/query-syntax.js';

/** The body of `POST …/views`. */
export class ViewRequest {
  @Field(oneOf(...QUERY_PAGES), {
    description: 'List that the view shows',
    example: 'events',
    required: true,
  })
  page!: QueryPage;

  @Field(line(60), {
    description: 'Name of the view, once for each list',
    example: 'Failures in France',
    required: true,
  })
  name!: string;

  @Field(line(QUERY_MAX), {
    description: 'Query in the query language',
    example: 'type:job.failed data.parameters.country:fr last:24h',
    required: true,
  })
  q!: string;
}

/** A field of a view that may be left out: it keeps its value then. */
const Changed = (name: keyof ViewRequest): PropertyDecorator => {
  const { rule, description, example } = fieldOf(ViewRequest, name);
  return Field(rule, { description, example, note: 'Without: as it is.' });
};

/** The body of `PATCH …/views/:id`. */
export class ViewChange {
  @Changed('page')
  page?: QueryPage | null;

  @Changed('name')
  name?: string | null;

  @Changed('q')
  q?: string | null;
}

import { ApiSchema } from '@nestjs/swagger';
import { QUERY_PAGES } from '../../history/language/query-fields.js';
import { Instant, OneOf, Part, Parts, Text, Uuid } from '../../http/described/properties.js';
import { SuccessAnswer } from '../../http/described/success-answer.js';

@ApiSchema({ name: 'View', description: 'A query of a list under a name, for all operators.' })
export class ViewView {
  @Uuid('Id of the view.')
  id!: string;

  @OneOf(QUERY_PAGES, 'List that it shows.')
  page!: string;

  @Text('Name of the view.', { example: 'Failures in France' })
  name!: string;

  @Text('Query in the query language.', { example: 'type:job.failed data.parameters.country:fr last:24h' })
  q!: string;

  @Text('Who saved it last, as the audit log names them.', { example: 'ana' })
  actor!: string;

  @Instant('When it was made.')
  created_at!: string;

  @Instant('When it was saved last.')
  updated_at!: string;
}

@ApiSchema({ name: 'ViewsAnswer' })
export class ViewsAnswer extends SuccessAnswer {
  @Parts(ViewView, 'All views, by list and name; at most 200.')
  views!: ViewView[];
}

@ApiSchema({ name: 'ViewAnswer' })
export class ViewAnswer extends SuccessAnswer {
  @Part(ViewView, 'The view.')
  view!: ViewView;
}

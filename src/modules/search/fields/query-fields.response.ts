import { ApiSchema } from '@nestjs/swagger';
import { ListOf, Parts, Text } from '../../http/described/properties.js';
import { SuccessAnswer } from '../../http/described/success-answer.js';

const TEXTS = { type: 'string' };

@ApiSchema({ name: 'QueryField' })
export class QueryFieldView {
  @Text('Name of the field.', { example: 'status' })
  name!: string;

  @Text('What it is.', { example: 'HTTP status of the last attempt of a delivery' })
  description!: string;

  @Text('What its values are.', { example: 'a status such as 429, 5xx, >=500 or 400..499' })
  accepted!: string;

  @ListOf(TEXTS, 'Values to suggest.', { example: ['2xx', '4xx', '5xx'] })
  values!: string[];

  @Text('A condition on the field.', { example: 'status:429,5xx' })
  example!: string;
}

@ApiSchema({ name: 'QueryPath' })
export class QueryPathView {
  @Text('Path of a value in the data.', { example: 'data.parameters.country' })
  path!: string;

  @Text('What the schema of an event type says of it; empty where none does.', { example: '' })
  description!: string;

  @ListOf(TEXTS, 'Values of the newest events, and those that a schema names.', { example: ['fr', 'de'] })
  values!: string[];
}

@ApiSchema({ name: 'QueryFieldsAnswer' })
export class QueryFieldsAnswer extends SuccessAnswer {
  @Parts(QueryFieldView, 'The fields.')
  fields!: QueryFieldView[];

  @Parts(QueryPathView, 'Paths below `data`.')
  paths!: QueryPathView[];
}

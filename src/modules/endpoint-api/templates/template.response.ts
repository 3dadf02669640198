import { ApiSchema } from '@nestjs/swagger';
import { Parts, Text, Whole } from '../../http/described/properties.js';
import { SuccessAnswer } from '../../http/described/success-answer.js';

@ApiSchema({ name: 'TemplateWord', description: 'A path, tag or filter of templates.' })
export class TemplateWordResponse {
  @Text('Name as a template writes it.', { example: 'data' })
  name!: string;

  @Text('What it stands for or does.', { example: 'Data of the event, with all its fields.' })
  description!: string;
}

@ApiSchema({ name: 'TemplateFilter' })
export class TemplateFilterResponse extends TemplateWordResponse {
  @Whole('Least number of arguments.', { example: 0 })
  min_arguments!: number;

  @Whole('Most arguments.', { example: 1 })
  max_arguments!: number;
}

@ApiSchema({ name: 'TemplatesAnswer' })
export class TemplatesAnswer extends SuccessAnswer {
  @Parts(TemplateWordResponse, 'What templates may read.')
  scope!: TemplateWordResponse[];

  @Parts(TemplateWordResponse, 'Tags, `{% … %}`.')
  tags!: TemplateWordResponse[];

  @Parts(TemplateFilterResponse, 'Filters, `{{ … | filter }}`.')
  filters!: TemplateFilterResponse[];
}

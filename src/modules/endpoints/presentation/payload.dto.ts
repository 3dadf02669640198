import { ApiSchema } from '@nestjs/swagger';
import {
  PAYLOAD_FORMS,
  PAYLOAD_METHODS,
  type Payload,
  type PayloadForm,
  type PayloadMethod,
  type PayloadTree,
} from '../../model/payload.js';
import { Field, type FieldRule } from '../definitions/field.js';
import { isPlain, nested, oneOf } from '../definitions/field-rules.js';
import { headerTemplates, payloadTree } from './payload-rules.js';

/** A request made of templates, as the API and the configuration file describe it. */
@ApiSchema({ name: 'PayloadTemplate' })
export class PayloadRequest {
  @Field(oneOf(...PAYLOAD_METHODS), {
    description: 'HTTP method',
    default: 'POST',
    example: 'POST',
    form: {
      label: 'Method',
      hint: 'HTTP method',
      control: 'choice',
      choices: { POST: 'POST', PUT: 'PUT', PATCH: 'PATCH' },
    },
  })
  method?: PayloadMethod | null;

  @Field(headerTemplates, {
    description: 'Templates of further headers by name; one that gives an empty text is not sent',
    example: { 'X-Job': '{{ data.job_id }}' },
    form: { label: 'Headers', hint: 'Templates by header name' },
  })
  headers?: Record<string, string> | null;

  @Field(payloadTree, {
    description:
      'Any JSON, whose texts are templates. A text that is one `{{ path }}` alone becomes the value there with its type, or null; any other stays a text',
    required: true,
    example: { id: '{{ data.job_id }}', done: '{{ data.progress }}', text: 'Job {{ data.job_id }}' },
    form: { label: 'Body', hint: 'JSON whose texts are templates' },
  })
  body!: PayloadTree;
}

const PAYLOAD = `is one of ${PAYLOAD_FORMS.map((form) => `"${form}"`).join(', ')}, or a JSON object with a body and optionally a method and headers`;
const template = nested(PayloadRequest, PAYLOAD);

/** True for the word of a form that the gateway knows. */
function isForm(value: unknown): value is PayloadForm {
  return PAYLOAD_FORMS.some((form) => form === value);
}

/** A payload: the word for a form that the gateway knows, or a request made of templates. */
export const payload: FieldRule = {
  ...template,
  words: PAYLOAD_FORMS,
  fault: (value) => {
    if (isForm(value)) return null;
    if (!isPlain(value)) return PAYLOAD;
    return value['body'] === undefined || value['body'] === null
      ? 'needs a body: any JSON, whose texts are templates'
      : null;
  },
};

/** A payload as definitions store it: the form of the gateway is left out. */
export type StoredPayload = Exclude<PayloadForm, 'gateway'> | PayloadRequest;

/** Completes the stored `payload` of an endpoint. */
export function payloadOf(stored: StoredPayload | undefined): Payload {
  if (!stored) return 'gateway';
  if (isForm(stored)) return stored;
  return { method: stored.method ?? 'POST', headers: stored.headers ?? {}, body: stored.body };
}

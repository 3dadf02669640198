import { ApiProperty, ApiSchema, getSchemaPath } from '@nestjs/swagger';
import { Shown } from '../endpoints/definitions/field.js';
import { MessageFieldsRequest, MessageRequest } from '../endpoints/presentation/message.dto.js';
import { PayloadRequest } from '../endpoints/presentation/payload.dto.js';
import { Part } from '../http/described/properties.js';
import type { Detail, MessageOptions } from '../model/message-options.js';
import { PAYLOAD_FORMS, type PayloadMethod, type PayloadTree } from '../model/payload.js';

@ApiSchema({ name: 'MessageFieldsView' })
export class MessageFieldsResponse {
  @Shown(MessageFieldsRequest, 'show', 'all that the detail shows')
  show!: readonly string[] | null;

  @Shown(MessageFieldsRequest, 'hide')
  hide!: readonly string[];

  @Shown(MessageFieldsRequest, 'order')
  order!: readonly string[];

  @Shown(MessageFieldsRequest, 'labels')
  labels!: Readonly<Record<string, string>>;
}

@ApiSchema({ name: 'MessageView', description: 'Presentation of chat messages, complete with its defaults.' })
export class MessageResponse {
  @Shown(MessageRequest, 'detail')
  detail!: Detail;

  @Shown(MessageRequest, 'title', 'the headline of the event type')
  title!: string | null;

  @Shown(MessageRequest, 'subject', 'the subject of the event type')
  subject!: string | null;

  @Shown(MessageRequest, 'body', '`message` of the data')
  body!: string | null;

  @Shown(MessageRequest, 'cause', 'the line of the error that says why')
  cause!: string | null;

  @Part(MessageFieldsResponse, 'The fields of the data that messages show.')
  fields!: MessageFieldsResponse;

  @Shown(MessageRequest, 'zone')
  zone!: string;

  @Shown(MessageRequest, 'locale')
  locale!: string;

  @Shown(MessageRequest, 'mention_on_failure', 'nobody is mentioned')
  mention_on_failure!: string | null;

  @Shown(MessageRequest, 'actions', 'all actions')
  actions!: readonly string[] | null;
}

@ApiSchema({ name: 'PayloadView', description: 'A request made of templates.' })
export class PayloadResponse {
  @Shown(PayloadRequest, 'method')
  method!: PayloadMethod;

  @Shown(PayloadRequest, 'headers')
  headers!: Readonly<Record<string, string>>;

  @Shown(PayloadRequest, 'body')
  body!: PayloadTree;
}

/** Describes `payload` of an answer: the word for a known form, or a request made of templates. */
export const ShownPayload = (): PropertyDecorator =>
  ApiProperty({
    description:
      'What an application receives: the event in one of the known forms, or a request made of templates.',
    required: true,
    oneOf: [{ type: 'string', enum: [...PAYLOAD_FORMS] }, { $ref: getSchemaPath(PayloadResponse) }],
    example: 'gateway',
  });

/** Presents how an endpoint's messages are made, in the names of the API. */
export function messageResponse({ mentionOnFailure, ...message }: MessageOptions): MessageResponse {
  return { ...message, mention_on_failure: mentionOnFailure };
}

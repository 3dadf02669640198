/** A JSON value whose texts are templates over the event, also those deep in lists and objects. */
export type PayloadTree =
  null | boolean | number | string | readonly PayloadTree[] | { readonly [name: string]: PayloadTree };

export const PAYLOAD_METHODS = ['POST', 'PUT', 'PATCH'] as const;
export type PayloadMethod = (typeof PAYLOAD_METHODS)[number];

/** A request of an operator's own making. */
export interface PayloadTemplate {
  readonly method: PayloadMethod;
  /** Templates of further headers by name; a header whose template gives an empty text is not sent. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: PayloadTree;
}

/**
 * The forms of the body that the gateway knows: its own envelope, that of Standard Webhooks, a CloudEvent in the JSON format, and ids with
 * the address at which the event can be fetched.
 */
export const PAYLOAD_FORMS = ['gateway', 'standard', 'cloudevents', 'thin'] as const;
export type PayloadForm = (typeof PAYLOAD_FORMS)[number];

/** The request of an application: a body in one of the known forms, or a request made of templates. */
export type Payload = PayloadForm | PayloadTemplate;

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

/** The request of an application: the gateway's own envelope around the event, or a request made of templates. */
export type Payload = 'gateway' | PayloadTemplate;

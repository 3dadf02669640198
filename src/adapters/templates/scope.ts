/** Addresses that a template may link to; empty texts where there are none. */
export interface ScopeLinks {
  /** Base of the console, without a slash at its end. */
  readonly console: string;
  readonly job: string;
  readonly delivery: string;
  readonly endpoint: string;
}

/** The data a template may read. All values are plain data of JSON; nothing is called or looked up elsewhere. */
export interface TemplateScope {
  readonly event: { readonly type: string; readonly id: string; readonly timestamp: string };
  /** Data of the event. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly job: { readonly id: string };
  readonly endpoint: { readonly id: string; readonly name: string };
  readonly delivery: { readonly id: string };
  readonly links: ScopeLinks;
  /** Name of the product, as titles have it. */
  readonly brand: string;
}

/** A name with a line that says what it stands for, for docs and console. */
export interface Described {
  readonly name: string;
  readonly text: string;
}

/** The values that a template may read, for docs and console. */
export const SCOPE: readonly Described[] = [
  { name: 'event.type', text: 'Type of the event: job.completed.' },
  { name: 'event.id', text: 'Id of the event.' },
  { name: 'event.timestamp', text: 'Time of the event, ISO 8601.' },
  {
    name: 'data',
    text: 'Data of the event, with all its fields: data.status, data.parameters.country, data.items[0].',
  },
  { name: 'job.id', text: 'Id of the job; empty where the event has none.' },
  { name: 'endpoint.id', text: 'Id of the endpoint: webhook_1.' },
  { name: 'endpoint.name', text: 'Name of the endpoint.' },
  { name: 'delivery.id', text: 'Id of the delivery.' },
  { name: 'links.job', text: "Address of the job's page; empty where none is configured." },
  { name: 'links.console', text: 'Address of the console, without a slash at its end.' },
  { name: 'links.delivery', text: "Address of the delivery's page in the console." },
  { name: 'links.endpoint', text: "Address of the endpoint's page in the console." },
  { name: 'brand', text: 'Name of the product, as titles have it.' },
];

/** First words of paths: `event`, `data`, … */
export const ROOTS: readonly string[] = [...new Set(SCOPE.map(({ name }) => name.split('.')[0]!))];

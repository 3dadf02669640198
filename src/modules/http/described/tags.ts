/** Headings of the API description, in their order. */
export const TAGS = {
  Events: 'Taking events in, and looking back at them.',
  Deliveries: 'What became of each event at each endpoint, and repairing it.',
  Operations: 'Pieces of work over many deliveries.',
  Endpoints: 'Where events go. `{id}` is the id or the public name (`webhook_1`).',
  Observing: 'How the gateway does.',
  Access: 'The audit log and the sessions of the console.',
} as const;

export type Tag = keyof typeof TAGS;

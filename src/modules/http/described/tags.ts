/** Headings of the API description, in their order. */
export const TAGS = {
  Events: 'Sending events, looking them up, and erasing those of a job.',
  Deliveries: 'Deliveries of events to endpoints, and their repair.',
  Incidents: 'The trouble of endpoints, grouped by cause.',
  Search: 'Finding by fragments and queries, counting over time, exporting, and saved views.',
  Operations: 'Bulk redeliveries, retries, cancellations and replays.',
  Endpoints: 'Where events go. `{id}` is the id or the public name (`webhook_1`).',
  'Event types': 'What events mean: texts of their messages and schemas of their data.',
  Actions: 'What readers may do from a message.',
  Observing: 'Status, statistics, metrics and the live stream.',
  Access: 'Keys, the audit log, and the sessions of the console.',
} as const;

export type Tag = keyof typeof TAGS;

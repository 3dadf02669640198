import { lengthOf, usages, type Usage } from '../message-usage.js';
import { OPSGENIE_LIMITS, type OpsgenieAlert, type OpsgenieChange } from './opsgenie-message.js';

/** Measures how much of the limits of the Alert API a request takes. */
export function opsgenieUsage(body: string): Usage[] {
  const request = JSON.parse(body) as Partial<OpsgenieAlert & OpsgenieChange>;
  const {
    message,
    alias,
    description,
    source,
    entity,
    tags = [],
    responders = [],
    details = {},
    note,
  } = request;
  if (note !== undefined) return usages(OPSGENIE_LIMITS, { note: [note.length], source: [lengthOf(source)] });
  return usages(OPSGENIE_LIMITS, {
    message: [lengthOf(message)],
    alias: [lengthOf(alias)],
    description: [lengthOf(description)],
    details: [Object.entries(details).reduce((sum, [label, text]) => sum + label.length + text.length, 0)],
    source: [lengthOf(source)],
    entity: [lengthOf(entity)],
    tags: [tags.length],
    tag: tags.map(({ length }) => length),
    responders: [responders.length],
  });
}

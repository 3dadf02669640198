import { isPlain } from '../../endpoints/definitions/field-rules.js';
import type { JobAction } from '../../model/action.js';
import { parseJson } from '../../model/exact-json.js';
import type { CarriedAction, Presser } from '../press/carried-action.js';

/** Makes the data of the event that asks for an action: which job, who asked, and the message that they read. */
export function requestedData(
  { message, endpoint }: CarriedAction,
  declared: JobAction,
  { by, id, via }: Presser,
): object {
  const { summary, event } = message;
  const { job_id: jobId, parameters } = parseJson(event.data) as Readonly<Record<string, unknown>>;
  return {
    job_id: jobId,
    action: declared.name,
    label: declared.label,
    by,
    ...(id === undefined ? {} : { by_id: id }),
    via,
    message: `${declared.label}: requested by ${by}`,
    ...(isPlain(parameters) ? { parameters } : {}),
    source: {
      event_id: event.id,
      event: event.type,
      timestamp: event.timestamp,
      delivery_id: summary.id,
      webhook_id: endpoint.webhookId,
      name: endpoint.name,
    },
  };
}

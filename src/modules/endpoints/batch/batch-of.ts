import type { Adapter } from '../../../adapters/adapter.js';
import type { Batch, BatchFormat } from '../../model/batch.js';
import type { FieldFault } from '../../model/refusal.js';
import type { StoredPayload } from '../presentation/payload.dto.js';
import { lengthText, msOf } from '../definitions/length-of-time.js';
import type { BatchRequest } from './batch.dto.js';

/** The parts of an endpoint that form its batches. */
interface Surroundings {
  readonly payload: StoredPayload | null | undefined;
  readonly options: Readonly<Record<string, unknown>>;
}

/** Completes the stored `batch` of an endpoint; null: each event has a request of its own. */
export function batchOf(
  { batches }: Adapter,
  stored: BatchRequest | undefined,
  payload: StoredPayload | undefined,
): Batch | null {
  if (!stored || !batches) return null;
  const { max, within, format } = stored;
  return { max, withinMs: msOf(within ?? '0s')!, format: format ?? formatFor(batches.formats, payload) };
}

function formatFor(formats: readonly BatchFormat[], payload: StoredPayload | null | undefined): BatchFormat {
  return payload === 'cloudevents' ? 'cloudevents' : formats[0]!;
}

/** Finds what keeps the chosen batch from working, with the adapter, the payload and the options of the same endpoint. */
export function batchFaults(
  { about, batches }: Adapter,
  batch: BatchRequest | null | undefined,
  { payload, options }: Surroundings,
): FieldFault[] {
  if (!batch) return [];
  if (!batches)
    return [
      {
        field: 'batch',
        message: `batch: ${about.label} takes one event in each request. Leave it out, or use the adapter generic or cloudevents.`,
      },
    ];
  const format = batch.format ?? formatFor(batches.formats, payload);
  return [
    ...formatFaults(about.label, batches.formats, format, payload),
    ...headerFaults(payload),
    ...modeFaults(options['mode']),
  ];
}

function formatFaults(
  label: string,
  formats: readonly BatchFormat[],
  format: BatchFormat,
  payload: StoredPayload | null | undefined,
): FieldFault[] {
  const field = 'batch.format';
  if (!formats.includes(format))
    return [{ field, message: `batch.format is ${format}, but ${label} takes ${formats.join(', ')}.` }];
  const writesEvents = format === 'cloudevents' && formats.length > 1;
  return writesEvents && payload && payload !== 'cloudevents'
    ? [
        {
          field,
          message:
            'batch.format is cloudevents, which needs payload "cloudevents" or none: another payload has no place in a CloudEvent. Send json or ndjson.',
        },
      ]
    : [];
}

/** Headers that are made of one event cannot stand over many. */
function headerFaults(payload: StoredPayload | null | undefined): FieldFault[] {
  const names = payload && typeof payload === 'object' ? Object.keys(payload.headers ?? {}) : [];
  return names.length === 0
    ? []
    : [
        {
          field: 'batch',
          message: `batch: payload.headers (${names.join(', ').slice(0, 200)}) are made of one event, and a batch has many. Leave one of the two out.`,
        },
      ];
}

/** The option of receivers of CloudEvents that says how one event is sent. */
function modeFaults(mode: unknown): FieldFault[] {
  return mode === undefined || mode === null || mode === 'batch'
    ? []
    : [
        {
          field: 'batch',
          message: `batch: the option mode is ${String(mode).slice(0, 20)}, which sends one event in each request. Leave one of the two out, or set mode to batch.`,
        },
      ];
}

/** Presents a batch in the form of a request, complete with defaults. */
export function batchView(batch: Batch | null): Required<BatchRequest> | null {
  return batch && { max: batch.max, within: lengthText(batch.withinMs), format: batch.format };
}

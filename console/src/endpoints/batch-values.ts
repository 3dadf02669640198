import { plural } from '../parts/format.ts';
import { spanWords } from './digest-words.ts';
import type { Endpoint, EndpointDraft } from '../api/types.ts';

type Batch = Endpoint['batch'];
type Format = NonNullable<NonNullable<Batch>['format']>;

/** The batch as the form asks for it. */
export interface BatchValues {
  /** Empty: one event in each request. */
  readonly batch_max: number | string;
  /** A length of time, such as 500ms; empty: none. */
  readonly batch_within: string;
  /** Empty: by the payload. */
  readonly batch_format: '' | Format;
}

export const EMPTY_BATCH: BatchValues = { batch_max: '', batch_within: '', batch_format: '' };

export function batchValues(batch: Batch): BatchValues {
  if (batch === null) return EMPTY_BATCH;
  return {
    batch_max: batch.max,
    batch_within: batch.within === '0s' ? '' : (batch.within ?? ''),
    batch_format: batch.format ?? '',
  };
}

/** Makes the part of a request; nothing where the batch is the same. The gateway checks what it means. */
export function batchDraft(values: BatchValues, start: BatchValues): EndpointDraft {
  const batch = sentOf(values);
  return JSON.stringify(batch) === JSON.stringify(sentOf(start)) ? {} : { batch };
}

function sentOf({ batch_max: max, batch_within: within, batch_format: format }: BatchValues): Batch {
  if (max === '') return null;
  return {
    max: Number(max),
    within: within.trim() || null,
    format: format === '' ? null : format,
  };
}

/** Says how the endpoint's events are sent. */
export function batchSentence({ batch_max: max, batch_within: within }: BatchValues): string {
  if (max === '') return 'Each event has a request of its own.';
  const wait =
    within.trim() === ''
      ? 'queued events go together, and no event waits for others'
      : `an event waits up to ${spanWords(within)} for others`;
  return `Up to ${plural(Number(max), 'event')} share a request; ${wait}.`;
}

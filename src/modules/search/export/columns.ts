import type { DeliverySummaryView } from '../../history/delivery.response.js';
import type { EventSummaryView } from '../../history/event.response.js';
import type { Columns } from '../../http/export-text.js';

export const EVENT_COLUMNS: Columns<EventSummaryView> = {
  id: ({ id }) => id,
  type: ({ type }) => type,
  job_id: ({ job_id: job }) => job,
  timestamp: ({ timestamp }) => timestamp,
  accepted_at: ({ accepted_at: at }) => at,
  deliveries: ({ deliveries }) => deliveries.total,
  delivered: ({ deliveries }) => deliveries.delivered,
  failed: ({ deliveries }) => deliveries.failed,
  pending: ({ deliveries }) => deliveries.pending,
  cancelled: ({ deliveries }) => deliveries.cancelled,
  unrouted: ({ unrouted }) => unrouted,
  mismatch: ({ mismatch }) => mismatch,
  hint: ({ hint }) => hint,
};

export const DELIVERY_COLUMNS: Columns<DeliverySummaryView> = {
  id: ({ id }) => id,
  event_id: ({ event_id: id }) => id,
  event: ({ event }) => event,
  job_id: ({ job_id: job }) => job,
  endpoint_id: ({ endpoint_id: id }) => id,
  webhook_id: ({ webhook_id: name }) => name,
  state: ({ state }) => state,
  attempts: ({ attempts }) => attempts,
  created_at: ({ created_at: at }) => at,
  next_attempt_at: ({ next_attempt_at: at }) => at,
  settled_at: ({ settled_at: at }) => at,
  reason: ({ reason }) => reason,
  last_status: ({ last_status: status }) => status,
  last_error_code: ({ last_error: error }) => error?.code ?? null,
  last_error_message: ({ last_error: error }) => error?.message ?? null,
  held_by: ({ held_by: by }) => by,
};

import type { Tone } from '../modules/model/event-type.js';
import { cleanLine } from './clean-text.js';

export type { Tone } from '../modules/model/event-type.js';

export interface EventKind {
  readonly emoji: string;
  /** Follows the brand: `Job Completed`. */
  readonly headline: string;
  readonly tone: Tone;
  /** True where the step and the progress tell something the headline does not. */
  readonly showsProgress: boolean;
}

const KINDS: ReadonlyMap<string, EventKind> = new Map([
  ['job.completed', kind('✅', 'Job Completed', 'success')],
  ['job.failed', kind('❌', 'Job Failed', 'failure', true)],
  ['job.cancelled', kind('🚫', 'Job Cancelled', 'neutral')],
  ['job.extraction_completed', kind('📦', 'Job Extraction Completed', 'progress', true)],
  ['job.script_completed', kind('📜', 'Job Script Completed', 'progress', true)],
  ['job.completed_with_issues', kind('⚠️', 'Job Completed With Issues', 'warning')],
  ['job.failed_no_retry', kind('⛔', 'Job Failed Without Retry', 'failure', true)],
  ['job.timeout', kind('⏰', 'Job Timed Out', 'failure', true)],
  ['job.workflow_incomplete', kind('🧩', 'Job Workflow Incomplete', 'warning', true)],
  ['job.render_timeout', kind('⌛', 'Job Render Timed Out', 'warning', true)],
  ['job.deleted', kind('🗑️', 'Job Deleted', 'neutral')],
  ['webhook.endpoint_failing', kind('🔌', 'Endpoint Failing', 'warning')],
  ['webhook.endpoint_recovered', kind('💚', 'Endpoint Recovered', 'success')],
  ['webhook.endpoint_disabled', kind('⛔', 'Endpoint Disabled', 'failure')],
  ['webhook.delivery_exhausted', kind('📭', 'Delivery Given Up', 'failure')],
  ['webhook.certificate_expiring', kind('⏳', 'Certificate Expiring', 'warning')],
  ['webhook.test', kind('🧪', 'Webhook Test', 'neutral')],
]);

function kind(emoji: string, headline: string, tone: Tone, showsProgress = false): EventKind {
  return { emoji, headline, tone, showsProgress };
}

/** Event types that have a message of their own. */
export const KNOWN_EVENTS: readonly string[] = [...KINDS.keys()];

/** Finds how an event is presented; an unknown type gets a readable title: `render.queue_full` → `Render Queue Full`. */
export function kindOf(type: string): EventKind {
  return KINDS.get(type) ?? kind('🔔', headlineOf(type), 'neutral', true);
}

function headlineOf(type: string): string {
  const words = cleanLine(type, 128).split(/[._\s]+/);
  const capitalised = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return capitalised.join(' ').trim() || 'Event';
}

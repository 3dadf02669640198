import { ApiSchema } from '@nestjs/swagger';
import {
  Flag,
  Instant,
  NextCursor,
  OneOf,
  Part,
  Parts,
  Text,
  Uuid,
  Whole,
} from '../http/described/properties.js';
import { SuccessAnswer } from '../http/described/success-answer.js';
import { INCIDENT_ENDS, INCIDENT_PHASES, INCIDENT_STEPS, type IncidentEnd } from '../model/incident.js';
import type { IncidentPhase, IncidentStep } from '../model/incident.js';

const COUNTED = 'Counted up to 10,000.';

@ApiSchema({ name: 'IncidentCause', description: 'Why the deliveries fail.' })
export class IncidentCauseView {
  @Text('Code of the latest error.', { example: 'HTTP_500' })
  code!: string;

  @Text('The latest error.', { example: 'HTTP 500 response' })
  message!: string;

  @Whole('HTTP status of the latest error; null without a response.', { nullable: true, example: 500 })
  status!: number | null;

  @Text('The cause in plain words; null where only the error itself is known.', {
    nullable: true,
    example: 'The receiver failed while it processed the request.',
  })
  summary!: string | null;

  @Text('What to do; null where only the error itself is known.', {
    nullable: true,
    example: 'A later retry may succeed; look into the log of the receiver for the cause.',
  })
  next_step!: string | null;
}

@ApiSchema({
  name: 'IncidentAttempt',
  description: 'An attempt, or a failed delivery, that shows the cause.',
})
export class IncidentAttemptView {
  @Uuid('Delivery.')
  delivery_id!: string;

  @Whole('Number of the attempt, from 1; null: the delivery failed without one.', {
    nullable: true,
    example: 4,
  })
  number!: number | null;

  @Instant('When it began.')
  at!: string;

  @Whole('HTTP status; null without a response.', { nullable: true, example: 500 })
  status!: number | null;

  @Text('The error.', { example: 'HTTP 500 response' })
  error!: string;

  @Text('Type of the event.', { example: 'job.completed' })
  event!: string;

  @Text('Id of the event.', { example: 'order-7' })
  event_id!: string;

  @Text('Job of the event; null without one.', { nullable: true, example: 'job_17' })
  job_id!: string | null;
}

@ApiSchema({ name: 'IncidentStep', description: 'An entry of the timeline.' })
export class IncidentStepView {
  @Instant('When it happened.')
  at!: string;

  @OneOf(INCIDENT_STEPS, 'What happened.')
  kind!: IncidentStep['kind'];

  @Whole('Of `failed`: deliveries that failed permanently; null of others.', { nullable: true, example: 3 })
  count!: number | null;

  @Text('Who did it, as the audit log names them; null: it happened by itself.', {
    nullable: true,
    example: 'ana',
  })
  by!: string | null;

  @Text('The note, or the error; null without one.', {
    nullable: true,
    example: 'The receiver is restarted.',
  })
  text!: string | null;
}

@ApiSchema({ name: 'Incident', description: 'The trouble of one endpoint with one cause.' })
export class IncidentView {
  @Uuid('Id.')
  id!: string;

  @Uuid('Endpoint.')
  endpoint_id!: string;

  @Text('Public name of the endpoint; null where nothing is known of it.', {
    nullable: true,
    example: 'webhook_1',
  })
  webhook_id!: string | null;

  @Text('Display name of the endpoint, for a deleted one its last; null where it had none.', {
    nullable: true,
    example: 'CRM',
  })
  endpoint_name!: string | null;

  @Flag('The endpoint was deleted, or is no longer configured.')
  endpoint_deleted!: boolean;

  @OneOf(['open', 'closed'], 'Whether it is over.')
  state!: 'open' | 'closed';

  @OneOf(
    INCIDENT_PHASES,
    '`failing`: the circuit is open; `disabled`: the gateway has disabled the endpoint; `exhausted`: the endpoint takes requests, and deliveries are failed or being redelivered; `closed`: the incident is over.',
  )
  phase!: IncidentPhase;

  @Part(IncidentCauseView, 'The cause.')
  cause!: IncidentCauseView;

  @Text('Errors of one cause share it: code and text without ids, numbers, paths and quoted texts.', {
    example: 'HTTP_500: HTTP 500 response',
  })
  error_class!: string;

  @Instant('When it was opened.')
  opened_at!: string;

  @Instant('When it was closed; null: it is open.', { nullable: true })
  closed_at!: string | null;

  @OneOf(
    INCIDENT_ENDS,
    'What closed it: the circuit closed with nothing failed; the failed deliveries were redelivered or cancelled; the endpoint was enabled; retention deleted the failed deliveries; the endpoint was deleted. Null: it is open.',
    { nullable: true },
  )
  closed_by!: IncidentEnd | null;

  @Whole('Deliveries that failed permanently, each counted once.', { example: 15 })
  failed!: number;

  @Whole(`Of these, failed now. ${COUNTED}`, { example: 3 })
  failed_now!: number;

  @Whole(`Of these, being redelivered. ${COUNTED}`, { example: 2 })
  redelivering!: number;

  @Whole(`Of these, delivered by a redelivery. ${COUNTED}`, { example: 10 })
  repaired!: number;

  @Whole(`Of these, cancelled. ${COUNTED}`, { example: 0 })
  cancelled!: number;

  @Whole(
    'Pending deliveries of the endpoint while it is failing or disabled, counted up to 10,000; 0 otherwise; null where the store gave no count.',
    { nullable: true, example: 48 },
  )
  held!: number | null;

  @Instant('Time of the next probe; null: none is planned.', { nullable: true })
  next_probe_at!: string | null;

  @Part(IncidentAttemptView, 'The first attempt that shows the cause; null where none is known.', {
    nullable: true,
  })
  first_attempt!: IncidentAttemptView | null;

  @Part(IncidentAttemptView, 'The last one; null where none is known.', { nullable: true })
  last_attempt!: IncidentAttemptView | null;

  @Flag('Only deliveries of system events have failed: no system event tells of it.')
  quiet!: boolean;

  @Instant('When it was acknowledged; null: it was not.', { nullable: true })
  acknowledged_at!: string | null;

  @Text('Who acknowledged it, as the audit log names them; null: nobody did.', {
    nullable: true,
    example: 'ana',
  })
  acknowledged_by!: string | null;

  @Text('The last note; null without one.', { nullable: true, example: 'The receiver is restarted.' })
  note!: string | null;

  @Instant('End of the mute of its system events; null: they are not muted.', { nullable: true })
  muted_until!: string | null;
}

@ApiSchema({ name: 'IncidentDetail' })
export class IncidentDetailView extends IncidentView {
  @Parts(IncidentStepView, 'What happened, the oldest first: the first step and the 99 newest.')
  timeline!: IncidentStepView[];
}

@ApiSchema({ name: 'IncidentsAnswer' })
export class IncidentsAnswer extends SuccessAnswer {
  @Parts(IncidentView, 'The newest first.')
  incidents!: IncidentView[];

  @NextCursor()
  next_cursor!: string | null;
}

@ApiSchema({ name: 'IncidentAnswer' })
export class IncidentAnswer extends SuccessAnswer {
  @Part(IncidentDetailView, 'The incident.')
  incident!: IncidentDetailView;
}

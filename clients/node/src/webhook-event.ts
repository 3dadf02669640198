// Written by `npm run openapi` from the catalogue of event types; change that instead.
import type { VerifiedWebhook } from './verify-webhook.js';

/** Data of a job event. Senders may add fields. */
export interface JobData {
  /** Id of the job. */
  readonly job_id: string | number;
  /** State of the job, such as `completed`. */
  readonly status?: string | null;
  /** Time at which the job was created. */
  readonly created_at?: string | null;
  /** Time at which the work on the job began. */
  readonly started_at?: string | null;
  /** Time at which the job ended well. */
  readonly completed_at?: string | null;
  /** Time at which the job failed. */
  readonly failed_at?: string | null;
  /** Parameters of the video. */
  readonly parameters?: {
    /** Country of the audience, ISO 3166 code such as `us`. */
    readonly country?: string | null;
    /** Streaming platform, such as `netflix`. */
    readonly platform?: string | null;
    /** Genre, such as `action`. */
    readonly genre?: string | null;
    /** Kind of content, such as `movies`. */
    readonly contentType?: string | null;
    /** Template of the video. */
    readonly template?: string | null;
    readonly [field: string]: unknown;
  } | null;
  /** Progress in percent. */
  readonly progress?: number | null;
  /** Step of the job, in words. */
  readonly current_step?: string | null;
  /** Address of the finished video. */
  readonly video_url?: string | null;
  /** Address of a picture of the video (https). */
  readonly thumbnail_url?: string | null;
  /** Id of the render. */
  readonly creatomate_id?: string | null;
  /** Reason of the failure: a text, or an object with a `message`. */
  readonly error?:
    | string
    | {
        /** Reason of the failure. */
        readonly message?: string | null;
        readonly [field: string]: unknown;
      }
    | null;
  /** Retries that the job has used. */
  readonly retry_count?: number | null;
  /** Time from the start of the work to the event, ms. */
  readonly processing_duration_ms?: number | null;
  readonly [field: string]: unknown;
}

/** Data of `action.retry_requested`. Later releases may add fields. */
export interface RetryRequestedData {
  /** Id of the job. */
  readonly job_id: string | number;
  /** Name of the action in the configuration file. */
  readonly action: string;
  /** Text of the button that was pressed. */
  readonly label?: string;
  /** Who pressed it, for people. Only `via` console and key are names that were verified. */
  readonly by: string;
  /** Id of the person on the platform, which has verified it; only where `via` is `telegram` or `slack-bot`. */
  readonly by_id?: string;
  /** How it was pressed: `console` (signed in), `key`, `link` (whoever reads the message), or by a native button: `telegram`, `slack-bot` (the platform has verified the id, and people choose their names), `mattermost` (nothing is verified). */
  readonly via: string;
  /** The event in a sentence. */
  readonly message?: string;
  /** Parameters of the job, as in the event of the message. */
  readonly parameters?: {
    readonly [field: string]: unknown;
  };
  /** The message that carried the action. */
  readonly source: {
    /** Id of its event. */
    readonly event_id: string;
    /** Type of its event. */
    readonly event: string;
    /** Time of its event. */
    readonly timestamp?: string;
    /** Id of its delivery (UUID). */
    readonly delivery_id: string;
    /** Public name of its endpoint. */
    readonly webhook_id: string;
    /** Display name of its endpoint. */
    readonly name?: string;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

/** Data of `webhook.endpoint_failing` and `webhook.endpoint_still_failing`. Later releases may add fields. */
export interface EndpointFailingData {
  /** The event in a sentence. */
  readonly message: string;
  /** Id of the endpoint (UUID). */
  readonly endpoint_id: string;
  /** Public name of the endpoint, `webhook_1`. */
  readonly webhook_id: string;
  /** Display name of the endpoint. */
  readonly name: string;
  /** Adapter of the endpoint. */
  readonly adapter?: string;
  /** URL of the endpoint without its secrets. */
  readonly url?: string;
  /** Id of the incident; the events of an incident share it, and go out in their order. */
  readonly incident_id?: string;
  /** Time at which the incident was opened. */
  readonly opened_at?: string | null;
  /** The cause in plain words, where the gateway knows it. */
  readonly cause?: string;
  /** Deliveries of the incident that are failed now, or being redelivered; counted up to 10,000. */
  readonly failed?: number;
  /** Who takes care of the incident; absent: nobody has acknowledged it. */
  readonly acknowledged_by?: string;
  /** Deliveries that are lost: always 0, because failed ones are kept. */
  readonly lost?: number;
  /** Error of the last attempt. */
  readonly reason?: string | null;
  /** What to do, where the gateway can tell. */
  readonly next_step?: string;
  /** Deliveries on hold for the endpoint; counted up to 10,000. Absent where the store gave no count. */
  readonly held?: number;
  /** Failed attempts in a row. */
  readonly consecutive_failures: number;
  /** Time of the first failure after the last success. */
  readonly failing_since?: string | null;
  /** Earliest time of the next probe. */
  readonly next_probe_at?: string | null;
  readonly [field: string]: unknown;
}

/** Data of `webhook.endpoint_recovered`. Later releases may add fields. */
export interface EndpointRecoveredData {
  /** The event in a sentence. */
  readonly message: string;
  /** Id of the endpoint (UUID). */
  readonly endpoint_id: string;
  /** Public name of the endpoint, `webhook_1`. */
  readonly webhook_id: string;
  /** Display name of the endpoint. */
  readonly name: string;
  /** Adapter of the endpoint. */
  readonly adapter?: string;
  /** URL of the endpoint without its secrets. */
  readonly url?: string;
  /** Id of the incident; the events of an incident share it, and go out in their order. */
  readonly incident_id?: string;
  /** Time at which the incident was opened. */
  readonly opened_at?: string | null;
  /** The cause in plain words, where the gateway knows it. */
  readonly cause?: string;
  /** Deliveries of the incident that are failed now, or being redelivered; counted up to 10,000. */
  readonly failed?: number;
  /** Who takes care of the incident; absent: nobody has acknowledged it. */
  readonly acknowledged_by?: string;
  /** Deliveries that are lost: always 0, because failed ones are kept. */
  readonly lost?: number;
  /** Error of the last attempt. */
  readonly reason?: string | null;
  /** What to do, where the gateway can tell. */
  readonly next_step?: string;
  /** Deliveries on hold for the endpoint; counted up to 10,000. Absent where the store gave no count. */
  readonly held?: number;
  /** Whether the incident is closed: none of its deliveries is failed. */
  readonly closed?: boolean;
  /** Time of the first failure. */
  readonly failing_since?: string | null;
  /** Time from the first failure to the recovery, ms. */
  readonly failing_ms?: number;
  /** Time at which the circuit opened. */
  readonly rested_since?: string | null;
  /** Time at which a probe succeeded. */
  readonly recovered_at?: string | null;
  readonly [field: string]: unknown;
}

/** Data of `webhook.endpoint_disabled`. Later releases may add fields. */
export interface EndpointDisabledData {
  /** The event in a sentence. */
  readonly message: string;
  /** Id of the endpoint (UUID). */
  readonly endpoint_id: string;
  /** Public name of the endpoint, `webhook_1`. */
  readonly webhook_id: string;
  /** Display name of the endpoint. */
  readonly name: string;
  /** Adapter of the endpoint. */
  readonly adapter?: string;
  /** URL of the endpoint without its secrets. */
  readonly url?: string;
  /** Id of the incident; the events of an incident share it, and go out in their order. */
  readonly incident_id?: string;
  /** Time at which the incident was opened. */
  readonly opened_at?: string | null;
  /** The cause in plain words, where the gateway knows it. */
  readonly cause?: string;
  /** Deliveries of the incident that are failed now, or being redelivered; counted up to 10,000. */
  readonly failed?: number;
  /** Who takes care of the incident; absent: nobody has acknowledged it. */
  readonly acknowledged_by?: string;
  /** Deliveries that are lost: always 0, because failed ones are kept. */
  readonly lost?: number;
  /** Error of the last attempt. */
  readonly reason: string | null;
  /** What to do, where the gateway can tell. */
  readonly next_step?: string;
  /** Deliveries on hold for the endpoint; counted up to 10,000. Absent where the store gave no count. */
  readonly held?: number;
  /** Time at which the endpoint was disabled. */
  readonly disabled_at?: string | null;
  readonly [field: string]: unknown;
}

/** Data of `webhook.delivery_exhausted`. Later releases may add fields. */
export interface DeliveryExhaustedData {
  /** The event in a sentence. */
  readonly message: string;
  /** Id of the endpoint (UUID). */
  readonly endpoint_id: string;
  /** Public name of the endpoint, `webhook_1`. */
  readonly webhook_id: string;
  /** Display name of the endpoint. */
  readonly name: string;
  /** Adapter of the endpoint. */
  readonly adapter?: string;
  /** URL of the endpoint without its secrets. */
  readonly url?: string;
  /** Id of the incident; the events of an incident share it, and go out in their order. */
  readonly incident_id?: string;
  /** Time at which the incident was opened. */
  readonly opened_at?: string | null;
  /** The cause in plain words, where the gateway knows it. */
  readonly cause?: string;
  /** Deliveries of the incident that are failed now, or being redelivered; counted up to 10,000. */
  readonly failed?: number;
  /** Who takes care of the incident; absent: nobody has acknowledged it. */
  readonly acknowledged_by?: string;
  /** Deliveries that are lost: always 0, because failed ones are kept. */
  readonly lost?: number;
  /** Error of the last attempt. */
  readonly reason: string | null;
  /** What to do, where the gateway can tell. */
  readonly next_step?: string;
  /** Deliveries on hold for the endpoint; counted up to 10,000. Absent where the store gave no count. */
  readonly held?: number;
  /** Deliveries of the incident that were delivered by a redelivery. */
  readonly repaired?: number;
  /** Whether the endpoint is `failing` (its circuit is open), `disabled`, or takes requests (`exhausted`). */
  readonly phase?: 'failing' | 'disabled' | 'exhausted';
  /** Deliveries of the endpoint that failed since the last report; the event describes the latest. */
  readonly count: number;
  /** Attempts of the delivery. */
  readonly attempts: number;
  /** Id of the delivery (UUID). */
  readonly delivery_id: string;
  /** Id of the event that was not delivered. */
  readonly event_id: string;
  /** Type of the event that was not delivered. */
  readonly event: string;
  /** Id of the job, where the event names one. */
  readonly job_id?: string | number;
  readonly [field: string]: unknown;
}

/** Data of `webhook.incident_closed`. Later releases may add fields. */
export interface IncidentClosedData {
  /** The event in a sentence. */
  readonly message: string;
  /** Id of the endpoint (UUID). */
  readonly endpoint_id: string;
  /** Public name of the endpoint, `webhook_1`. */
  readonly webhook_id: string;
  /** Display name of the endpoint. */
  readonly name: string;
  /** Adapter of the endpoint. */
  readonly adapter?: string;
  /** URL of the endpoint without its secrets. */
  readonly url?: string;
  /** Id of the incident; the events of an incident share it, and go out in their order. */
  readonly incident_id: string;
  /** Time at which the incident was opened. */
  readonly opened_at?: string | null;
  /** The cause in plain words, where the gateway knows it. */
  readonly cause?: string;
  /** Deliveries of the incident that are failed now, or being redelivered; counted up to 10,000. */
  readonly failed?: number;
  /** Who takes care of the incident; absent: nobody has acknowledged it. */
  readonly acknowledged_by?: string;
  /** Deliveries that are lost: always 0, because failed ones are kept. */
  readonly lost?: number;
  /** Error of the last attempt. */
  readonly reason?: string | null;
  /** Deliveries on hold for the endpoint; counted up to 10,000. Absent where the store gave no count. */
  readonly held?: number;
  /** What closed it: the failed deliveries were redelivered or cancelled (`repaired`), the endpoint was enabled or deleted, … */
  readonly closed_by: 'recovered' | 'repaired' | 'enabled' | 'expired' | 'removed';
  /** Time at which it was closed. */
  readonly closed_at?: string | null;
  /** Time for which it was open, ms. */
  readonly open_ms?: number;
  /** Deliveries that had failed permanently. */
  readonly count: number;
  /** Of these, delivered by a redelivery. */
  readonly repaired?: number;
  /** Of these, cancelled. */
  readonly cancelled?: number;
  readonly [field: string]: unknown;
}

/** Data of `webhook.certificate_expiring`. Later releases may add fields. */
export interface CertificateExpiringData {
  /** The event in a sentence. */
  readonly message: string;
  /** Id of the endpoint (UUID). */
  readonly endpoint_id?: string;
  /** Public name of the endpoint, `webhook_1`. */
  readonly webhook_id?: string;
  /** Display name of the endpoint. */
  readonly name?: string;
  /** Adapter of the endpoint. */
  readonly adapter?: string;
  /** URL of the endpoint without its secrets. */
  readonly url?: string;
  /** Whose certificate it is. */
  readonly certificate: 'receiver' | 'client';
  /** Host of the receiver; null for a client certificate. */
  readonly host?: string | null;
  /** Subject of the certificate. */
  readonly subject: string;
  /** SHA-256 of the certificate. */
  readonly fingerprint: string;
  /** End of the certificate. */
  readonly expires_at: string | null;
  /** Whether the certificate had expired when it was noticed. */
  readonly expired?: boolean;
  /** Endpoints that use the certificate. */
  readonly webhook_ids: readonly string[];
  readonly [field: string]: unknown;
}

/** Data of `webhook.digest`. Later releases may add fields. */
export interface DigestData {
  /** The second and further classes of errors, in lines: `12 × Job timed out after … minutes`. */
  readonly message?: string;
  /** Public name of the endpoint, `webhook_1`. */
  readonly webhook_id?: string;
  /** Id of the delivery of the digest: `grouped_in` of the deliveries that it tells of. */
  readonly delivery_id?: string;
  /** What happened most, failures first: `48 jobs failed`. */
  readonly headline: string;
  /** What else happened: `12 jobs completed · 3 recovered`. */
  readonly beside?: string;
  /** Mood of the message. */
  readonly tone?: 'success' | 'failure' | 'warning' | 'progress' | 'neutral';
  /** Deliveries that it tells of. */
  readonly count: number;
  /** Jobs that failed and completed afterwards; their failures are counted nowhere else. */
  readonly recovered?: number;
  /** Acceptance of the first event. */
  readonly first_at: string | null;
  /** Acceptance of the last event. */
  readonly last_at: string | null;
  /** The most frequent event types, failures first. */
  readonly types: readonly {
    /**  */
    readonly type?: string;
    /**  */
    readonly count?: number;
    readonly [field: string]: unknown;
  }[];
  /** The most frequent classes of errors: without ids, numbers, paths and quoted texts. */
  readonly errors: readonly {
    /**  */
    readonly error?: string;
    /**  */
    readonly count?: number;
    readonly [field: string]: unknown;
  }[];
  /** The most frequent class of errors: `31 × Render failed: …`. */
  readonly reason?: string | null;
  /** Jobs that it tells of. */
  readonly jobs: number;
  /** Ids of the first ten jobs, those that failed first. */
  readonly job_ids: readonly string[];
  readonly [field: string]: unknown;
}

/** Data of `webhook.test`. Later releases may add fields. */
export interface TestData {
  /** The event in a sentence. */
  readonly message?: string;
  readonly [field: string]: unknown;
}

/** Data by event type. */
export interface WebhookData {
  /** The movies are extracted. Jobs that pause after the extraction wait for a review now. */
  readonly 'job.extraction_completed': JobData;
  /** The script is written; the video is still being rendered. */
  readonly 'job.script_completed': JobData;
  /** The job has finished and its video can be watched. */
  readonly 'job.completed': JobData;
  /** The job has finished, but something is missing, such as the address or the id of the video. */
  readonly 'job.completed_with_issues': JobData;
  /** A step of the workflow gave no result. */
  readonly 'job.workflow_incomplete': JobData;
  /** The render has not come back within its time limit. */
  readonly 'job.render_timeout': JobData;
  /** The job has failed permanently: all retries are used. */
  readonly 'job.failed': JobData;
  /** The job has failed with an error that a retry cannot mend, such as a wrong configuration. */
  readonly 'job.failed_no_retry': JobData;
  /** The job has been stopped at its time limit of 30 minutes. */
  readonly 'job.timeout': JobData;
  /** A user has cancelled the job. */
  readonly 'job.cancelled': JobData;
  /** The job has been deleted from the job server. */
  readonly 'job.deleted': JobData;
  /** Somebody pressed “Retry” in the message of a job. The job server is to run the job again. */
  readonly 'action.retry_requested': RetryRequestedData;
  /** All attempts to an endpoint are failing: its circuit is open, and its deliveries are on hold until a probe succeeds. */
  readonly 'webhook.endpoint_failing': EndpointFailingData;
  /** Further probes of a failing endpoint have failed, or somebody has acknowledged its incident. The event updates the message of the incident: after probes once a minute at most. It is sent to endpoints that subscribe to `webhook.endpoint_failing` with `conversation: live`, and to those that name this type. */
  readonly 'webhook.endpoint_still_failing': EndpointFailingData;
  /** A probe of a failing endpoint has succeeded: its circuit is closed, and its deliveries are sent. */
  readonly 'webhook.endpoint_recovered': EndpointRecoveredData;
  /** An endpoint is disabled: it gets no new events until it is enabled again. */
  readonly 'webhook.endpoint_disabled': EndpointDisabledData;
  /** Deliveries have failed permanently: the first of an incident are reported at once, those that follow together, once a minute at most. */
  readonly 'webhook.delivery_exhausted': DeliveryExhaustedData;
  /** An incident is over without a recovery that tells so: its failed deliveries were redelivered or cancelled, or its endpoint was enabled or deleted. */
  readonly 'webhook.incident_closed': IncidentClosedData;
  /** A certificate that deliveries depend on expires within a week, or has expired. */
  readonly 'webhook.certificate_expiring': CertificateExpiringData;
  /** One message in the place of many: the summary of a storm of messages, of a scheduled digest, or of quiet hours. */
  readonly 'webhook.digest': DigestData;
  /** The connectivity test of an endpoint. */
  readonly 'webhook.test': TestData;
}

/** The event types that the gateway knows. */
export type WebhookEventType = keyof WebhookData;

/** A verified webhook of a known type. */
export interface WebhookOf<Type extends WebhookEventType> extends VerifiedWebhook<WebhookData[Type]> {
  readonly event: Type;
}

/** A verified webhook of any known type: `switch (webhook.event)` narrows its data. */
export type WebhookEvent = { [Type in WebhookEventType]: WebhookOf<Type> }[WebhookEventType];

const KNOWN: ReadonlySet<string> = new Set<WebhookEventType>([
  'job.extraction_completed',
  'job.script_completed',
  'job.completed',
  'job.completed_with_issues',
  'job.workflow_incomplete',
  'job.render_timeout',
  'job.failed',
  'job.failed_no_retry',
  'job.timeout',
  'job.cancelled',
  'job.deleted',
  'action.retry_requested',
  'webhook.endpoint_failing',
  'webhook.endpoint_still_failing',
  'webhook.endpoint_recovered',
  'webhook.endpoint_disabled',
  'webhook.delivery_exhausted',
  'webhook.incident_closed',
  'webhook.certificate_expiring',
  'webhook.digest',
  'webhook.test',
]);

/**
 * Tells whether a verified webhook is of a type that the gateway knows. Its data is as the type says unless the sender
 * broke the schema of the type; the gateway refuses such events where `on_mismatch` is `reject`.
 */
export function isWebhookEvent(webhook: { readonly event: string }): webhook is WebhookEvent {
  return KNOWN.has(webhook.event);
}

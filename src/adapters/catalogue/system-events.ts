import { TEST_EVENT } from '../../modules/model/event.js';
import { DIGEST_EVENT } from '../../modules/model/digest.js';
import { TONES, type EventType } from '../../modules/model/event-type.js';
import {
  CERTIFICATE_EXPIRING,
  DELIVERY_EXHAUSTED,
  ENDPOINT_DISABLED,
  ENDPOINT_FAILING,
  ENDPOINT_RECOVERED,
  ENDPOINT_STILL_FAILING,
  INCIDENT_CLOSED,
} from '../../modules/model/system-events.js';

const TEXT = (description: string) => ({ type: 'string', description });
const TIME = (description: string) => ({ type: ['string', 'null'], format: 'date-time', description });
const COUNT = (description: string) => ({ type: 'integer', minimum: 0, description });
const REASON = { type: ['string', 'null'], description: 'Error of the last attempt.' };
const NEXT_STEP = TEXT('What to do, where the gateway can tell.');
const HELD = COUNT(
  'Deliveries on hold for the endpoint; counted up to 10,000. Absent where the store gave no count.',
);

const INCIDENT = {
  incident_id: TEXT('Id of the incident; the events of an incident share it, and go out in their order.'),
  opened_at: TIME('Time at which the incident was opened.'),
  cause: TEXT('The cause in plain words, where the gateway knows it.'),
  failed: COUNT(
    'Deliveries of the incident that are failed now, or being redelivered; counted up to 10,000.',
  ),
  acknowledged_by: TEXT('Who takes care of the incident; absent: nobody has acknowledged it.'),
  lost: COUNT('Deliveries that are lost: always 0, because failed ones are kept.'),
};

const ENDPOINT = {
  message: TEXT('The event in a sentence.'),
  endpoint_id: TEXT('Id of the endpoint (UUID).'),
  webhook_id: TEXT('Public name of the endpoint, `webhook_1`.'),
  name: TEXT('Display name of the endpoint.'),
  adapter: TEXT('Adapter of the endpoint.'),
  url: TEXT('URL of the endpoint without its secrets.'),
};

function dataOf(properties: object, required: readonly string[]): object {
  return { type: 'object', required: ['message', ...required], properties: { ...ENDPOINT, ...properties } };
}

function incidentData(properties: object, required: readonly string[]): object {
  return dataOf({ ...INCIDENT, ...properties }, required);
}

/** Writes how many deliveries wait, and that they are kept; where there are none, a fact says it. */
const ON_HOLD =
  '{% if data.held >= 10000 %}10,000+ on hold, none lost{% elsif data.held > 0 %}{{ data.held | number }} on hold, none lost{% endif %}';
const COMMA_ON_HOLD =
  '{% if data.held >= 10000 %}, 10,000+ on hold{% elsif data.held > 0 %}, {{ data.held | number }} on hold{% endif %}';
const NONE_LOST = '{% unless data.held > 0 %}nothing is lost{% endunless %}';

/** Writes a count of deliveries: `1 delivery being sent now`, `48 deliveries being sent now`; nothing for 0. */
const BEING_SENT =
  '{% if data.held == 1 %}1 delivery being sent now{% elsif data.held >= 10000 %}10,000+ deliveries being sent now' +
  '{% elsif data.held > 1 %}{{ data.held | number }} deliveries being sent now{% endif %}';

const ACKNOWLEDGED =
  "{% if data.acknowledged_by == 'loopback' %}acknowledged{% elsif data.acknowledged_by %}acknowledged by {{ data.acknowledged_by }}{% endif %}";

const NAME = '{{ data.name }}';
/** Writes the deliveries of the incident that are failed now; nothing for 0. */
const FAILED =
  '{% if data.failed == 1 %}**1** delivery failed{% elsif data.failed >= 10000 %}**10,000+** deliveries failed' +
  '{% elsif data.failed > 1 %}**{{ data.failed | number }}** deliveries failed{% endif %}';
const OPEN_INCIDENT = {
  label: 'Open incident',
  url: '{% if data.incident_id %}{{ links.console }}/incidents/{{ data.incident_id }}{% endif %}',
};
/** The action of events without an incident; the page of an incident leads on to the endpoint. */
const OPEN_ENDPOINT = {
  label: 'Open endpoint',
  url: '{% unless data.incident_id %}{{ links.console }}/endpoints/{{ data.webhook_id }}{% endunless %}',
};
/** Format of a point in time by which two in the same minute are equal. */
const MINUTE = '%Y-%m-%d %H:%M';

const SYSTEM = {
  cause: '{{ data.reason | error_line }}',
  image: null,
  actions: [OPEN_ENDPOINT],
  ends: false,
  onMismatch: 'accept',
} as const;

const FAILING = {
  ...SYSTEM,
  emoji: '🔴',
  tone: 'failure',
  subject: [NAME, ON_HOLD],
  facts: [
    '{% if data.consecutive_failures > 1 %}**{{ data.consecutive_failures | number }}** failures{% else %}Failing{% endif %}' +
      '{% if data.failing_since %} since {{ data.failing_since | moment: "day" }}{% endif %}',
    'next probe {{ data.next_probe_at | moment }}',
    FAILED,
    NONE_LOST,
    ACKNOWLEDGED,
    'fix the receiver',
  ],
  actions: [OPEN_INCIDENT, OPEN_ENDPOINT],
  schema: incidentData(
    {
      reason: REASON,
      next_step: NEXT_STEP,
      held: HELD,
      consecutive_failures: COUNT('Failed attempts in a row.'),
      failing_since: TIME('Time of the first failure after the last success.'),
      next_probe_at: TIME('Earliest time of the next probe.'),
    },
    ['endpoint_id', 'webhook_id', 'name', 'consecutive_failures'],
  ),
} as const;

/** Events that the gateway emits about itself, and the test event. */
export const SYSTEM_EVENT_TYPES: readonly EventType[] = [
  {
    ...FAILING,
    type: ENDPOINT_FAILING,
    headline: 'Endpoint failing',
    description:
      'All attempts to an endpoint are failing: its circuit is open, and its deliveries are on hold until a probe succeeds.',
  },
  {
    ...FAILING,
    type: ENDPOINT_STILL_FAILING,
    headline: 'Endpoint still failing',
    description:
      'Further probes of a failing endpoint have failed, or somebody has acknowledged its incident. The event updates the message of the incident: after probes once a minute at most. It is sent to endpoints that subscribe to `webhook.endpoint_failing` with `conversation: live`, and to those that name this type.',
  },
  {
    ...SYSTEM,
    type: ENDPOINT_RECOVERED,
    headline: 'Endpoint recovered',
    emoji: '🟢',
    tone: 'success',
    subject: [NAME, '{% if data.failing_ms %}after {{ data.failing_ms | duration }}{% endif %}'],
    facts: [
      'Failing since {{ data.failing_since | moment: "day" }}{% if data.reason %}: {{ data.reason | error_line }}{% endif %}',
      BEING_SENT,
      `{% if data.failed > 0 %}${FAILED}: redeliver or cancel {% if data.failed == 1 %}it{% else %}them{% endif %}{% else %}nothing is lost{% endif %}`,
    ],
    cause: null,
    actions: [OPEN_INCIDENT, OPEN_ENDPOINT],
    schema: incidentData(
      {
        reason: REASON,
        next_step: NEXT_STEP,
        held: HELD,
        closed: {
          type: 'boolean',
          description: 'Whether the incident is closed: none of its deliveries is failed.',
        },
        failing_since: TIME('Time of the first failure.'),
        failing_ms: {
          type: 'number',
          minimum: 0,
          description: 'Time from the first failure to the recovery, ms.',
        },
        rested_since: TIME('Time at which the circuit opened.'),
        recovered_at: TIME('Time at which a probe succeeded.'),
      },
      ['endpoint_id', 'webhook_id', 'name'],
    ),
    description:
      'A probe of a failing endpoint has succeeded: its circuit is closed, and its deliveries are sent.',
  },
  {
    ...SYSTEM,
    type: ENDPOINT_DISABLED,
    headline: 'Endpoint disabled',
    emoji: '⛔',
    tone: 'failure',
    subject: [NAME, ON_HOLD],
    facts: [
      'Fix the cause, then enable it{% if data.held > 0 %}: deliveries on hold are sent then{% endif %}',
      FAILED,
      NONE_LOST,
    ],
    actions: [OPEN_INCIDENT, OPEN_ENDPOINT],
    schema: incidentData(
      {
        reason: REASON,
        next_step: NEXT_STEP,
        held: HELD,
        disabled_at: TIME('Time at which the endpoint was disabled.'),
      },
      ['endpoint_id', 'webhook_id', 'name', 'reason'],
    ),
    description: 'An endpoint is disabled: it gets no new events until it is enabled again.',
  },
  {
    ...SYSTEM,
    type: DELIVERY_EXHAUSTED,
    headline:
      '{% if data.count > 1 %}{{ data.count | number }} deliveries failed{% else %}Delivery failed{% endif %}',
    emoji: '📭',
    tone: 'failure',
    subject: [NAME, '{{ data.event }}'],
    facts: [
      '{% if data.attempts > 0 %}{% if data.count > 1 %}Latest after{% else %}After{% endif %} ' +
        '{% if data.attempts == 1 %}1 attempt{% else %}**{{ data.attempts | number }}** attempts{% endif %}' +
        '{% elsif data.count > 1 %}Latest without an attempt{% else %}Without an attempt{% endif %}',
      '{% if data.failed > data.count %}**{{ data.failed | number }}** failed in all{% endif %}',
      `{% case data.phase %}{% when 'failing' %}the endpoint is failing${COMMA_ON_HOLD}{% when 'disabled' %}the endpoint is disabled${COMMA_ON_HOLD}{% endcase %}`,
      ACKNOWLEDGED,
      "{% if data.count > 1 %}all are kept{% else %}kept{% endif %}: fix the cause, then {% if data.phase == 'disabled' %}enable it and redeliver{% else %}redeliver{% endif %}",
    ],
    actions: [
      OPEN_INCIDENT,
      { label: 'Open delivery', url: '{{ links.console }}/deliveries/{{ data.delivery_id }}' },
      OPEN_ENDPOINT,
    ],
    schema: incidentData(
      {
        reason: REASON,
        next_step: NEXT_STEP,
        held: HELD,
        repaired: COUNT('Deliveries of the incident that were delivered by a redelivery.'),
        phase: {
          enum: ['failing', 'disabled', 'exhausted'],
          description:
            'Whether the endpoint is `failing` (its circuit is open), `disabled`, or takes requests (`exhausted`).',
        },
        count: COUNT(
          'Deliveries of the endpoint that failed since the last report; the event describes the latest.',
        ),
        attempts: COUNT('Attempts of the delivery.'),
        delivery_id: TEXT('Id of the delivery (UUID).'),
        event_id: TEXT('Id of the event that was not delivered.'),
        event: TEXT('Type of the event that was not delivered.'),
        job_id: { type: ['string', 'number'], description: 'Id of the job, where the event names one.' },
      },
      [
        'endpoint_id',
        'webhook_id',
        'name',
        'reason',
        'count',
        'attempts',
        'delivery_id',
        'event_id',
        'event',
      ],
    ),
    description:
      'Deliveries have failed permanently: the first of an incident are reported at once, those that follow together, once a minute at most.',
  },
  {
    ...SYSTEM,
    type: INCIDENT_CLOSED,
    headline: 'Incident closed',
    emoji: '☑️',
    tone: 'success',
    subject: [NAME, '{% if data.open_ms %}after {{ data.open_ms | duration }}{% endif %}'],
    facts: [
      '{% if data.count == 1 %}1 failed{% elsif data.count > 1 %}**{{ data.count | number }}** failed{% endif %}',
      '{% if data.repaired > 0 %}**{{ data.repaired | number }}** repaired{% endif %}',
      '{% if data.cancelled > 0 %}{{ data.cancelled | number }} cancelled{% endif %}',
      "{% case data.closed_by %}{% when 'enabled' %}the endpoint is enabled again{% when 'expired' %}deleted by retention" +
        "{% when 'removed' %}the endpoint was deleted{% endcase %}",
    ],
    actions: [OPEN_INCIDENT, OPEN_ENDPOINT],
    schema: incidentData(
      {
        reason: REASON,
        held: HELD,
        closed_by: {
          enum: ['recovered', 'repaired', 'enabled', 'expired', 'removed'],
          description:
            'What closed it: the failed deliveries were redelivered or cancelled (`repaired`), the endpoint was enabled or deleted, …',
        },
        closed_at: TIME('Time at which it was closed.'),
        open_ms: { type: 'number', minimum: 0, description: 'Time for which it was open, ms.' },
        count: COUNT('Deliveries that had failed permanently.'),
        repaired: COUNT('Of these, delivered by a redelivery.'),
        cancelled: COUNT('Of these, cancelled.'),
      },
      ['endpoint_id', 'webhook_id', 'name', 'incident_id', 'closed_by', 'count'],
    ),
    description:
      'An incident is over without a recovery that tells so: its failed deliveries were redelivered or cancelled, or its endpoint was enabled or deleted.',
  },
  {
    ...SYSTEM,
    type: CERTIFICATE_EXPIRING,
    headline: '{% if data.expired %}Certificate expired{% else %}Certificate expiring{% endif %}',
    emoji: '⏳',
    tone: 'warning',
    subject: ['{% if data.host %}{{ data.host }}{% else %}{{ data.subject }}{% endif %}', NAME],
    facts: [
      '{% if data.expired %}Expired{% else %}Expires{% endif %} **{{ data.expires_at | datetime }}**',
      '{% if data.certificate == "client" %}replace it{% else %}the receiver must renew it{% endif %}',
      'deliveries are retried and kept',
    ],
    cause: null,
    schema: dataOf(
      {
        certificate: { enum: ['receiver', 'client'], description: 'Whose certificate it is.' },
        host: {
          type: ['string', 'null'],
          description: 'Host of the receiver; null for a client certificate.',
        },
        subject: TEXT('Subject of the certificate.'),
        fingerprint: TEXT('SHA-256 of the certificate.'),
        expires_at: TIME('End of the certificate.'),
        expired: { type: 'boolean', description: 'Whether the certificate had expired when it was noticed.' },
        webhook_ids: {
          type: 'array',
          items: { type: 'string' },
          description: 'Endpoints that use the certificate.',
        },
      },
      ['certificate', 'subject', 'fingerprint', 'expires_at', 'webhook_ids'],
    ),
    description: 'A certificate that deliveries depend on expires within a week, or has expired.',
  },
  {
    ...SYSTEM,
    type: DIGEST_EVENT,
    headline: '{{ data.headline }}',
    emoji: '🗂️',
    tone: 'neutral',
    subject: [],
    facts: [
      'also {{ data.beside }}',
      '{% if data.count == 1 %}1 message{% else %}**{{ data.count | number }}** messages{% endif %} ' +
        `{% assign from = data.first_at | date: "${MINUTE}" %}{% assign to = data.last_at | date: "${MINUTE}" %}` +
        '{% if from == to %}at{% else %}from {{ data.first_at | moment }} to{% endif %} {{ data.last_at | moment }}',
      '{{ data.job_ids | slice: 0, 2 | join: ", " }}{% if data.jobs > 2 %} and {{ data.jobs | minus: 2 | number }} more {% if data.jobs == 3 %}job{% else %}jobs{% endif %}{% endif %}',
    ],
    cause: '{{ data.reason }}',
    actions: [
      { label: 'Open list', url: '{{ links.console }}/deliveries?grouped_in={{ data.delivery_id }}' },
    ],
    schema: {
      type: 'object',
      required: ['headline', 'count', 'first_at', 'last_at', 'types', 'errors', 'job_ids', 'jobs'],
      properties: {
        message: TEXT(
          'The second and further classes of errors, in lines: `12 × Job timed out after … minutes`.',
        ),
        webhook_id: ENDPOINT.webhook_id,
        delivery_id: TEXT(
          'Id of the delivery of the digest: `grouped_in` of the deliveries that it tells of.',
        ),
        headline: TEXT('What happened most, failures first: `48 jobs failed`.'),
        beside: TEXT('What else happened: `12 jobs completed · 3 recovered`.'),
        tone: { enum: TONES, description: 'Mood of the message.' },
        count: COUNT('Deliveries that it tells of.'),
        recovered: COUNT(
          'Jobs that failed and completed afterwards; their failures are counted nowhere else.',
        ),
        first_at: TIME('Acceptance of the first event.'),
        last_at: TIME('Acceptance of the last event.'),
        types: {
          type: 'array',
          maxItems: 5,
          description: 'The most frequent event types, failures first.',
          items: { type: 'object', properties: { type: { type: 'string' }, count: { type: 'integer' } } },
        },
        errors: {
          type: 'array',
          maxItems: 5,
          description: 'The most frequent classes of errors: without ids, numbers, paths and quoted texts.',
          items: { type: 'object', properties: { error: { type: 'string' }, count: { type: 'integer' } } },
        },
        reason: {
          type: ['string', 'null'],
          description: 'The most frequent class of errors: `31 × Render failed: …`.',
        },
        jobs: COUNT('Jobs that it tells of.'),
        job_ids: {
          type: 'array',
          maxItems: 10,
          items: { type: 'string' },
          description: 'Ids of the first ten jobs, those that failed first.',
        },
      },
    },
    description:
      'One message in the place of many: the summary of a storm of messages, of a scheduled digest, or of quiet hours.',
  },
  {
    ...SYSTEM,
    type: TEST_EVENT,
    headline: 'Test message',
    emoji: '🧪',
    tone: 'neutral',
    subject: ['{{ endpoint.name }}'],
    facts: ['{{ brand }} reaches this endpoint'],
    cause: null,
    actions: [{ label: 'Open endpoint', url: '{{ links.endpoint }}' }],
    schema: { type: 'object', properties: { message: ENDPOINT.message } },
    description: 'The connectivity test of an endpoint.',
  },
];

import { describeRoutes } from '../http/described/describe-routes.js';
import { PAGE, RANGE } from '../history/query/parameters.js';
import { IncidentAnswer, IncidentsAnswer } from './incident.response.js';
import { AcknowledgeRequest, NoteRequest } from './incidents.dto.js';

const params = { id: { description: 'Id of the incident.', schema: { type: 'string', format: 'uuid' } } };
const CHANGED = { 200: { description: 'The incident.', type: IncidentAnswer } };

export const api = describeRoutes('Incidents', {
  listIncidents: {
    summary: 'Lists incidents',
    description:
      'An incident is the trouble of one endpoint with one cause. It opens when the circuit opens, a delivery fails permanently, or the gateway disables the endpoint, and closes by itself when none of its deliveries is failed or being redelivered.',
    access: 'admin',
    query: {
      state: {
        description: '`open` or `closed`.',
        schema: { type: 'string', enum: ['open', 'closed'] },
        example: 'open',
      },
      endpoint: {
        description: 'Ids or public names of endpoints, separated by commas.',
        example: 'webhook_1',
      },
      cause: { description: 'Codes of the latest error, separated by commas.', example: 'HTTP_500,TIMEOUT' },
      from: { ...RANGE.from, description: 'Opened at this time or later.' },
      to: { ...RANGE.to, description: 'Opened before this time.' },
      ...PAGE,
    },
    answers: { 200: { description: 'A page of incidents.', type: IncidentsAnswer } },
  },
  showIncident: {
    summary: 'Shows an incident with its timeline',
    access: 'admin',
    params,
    answers: CHANGED,
    refusals: [404],
  },
  acknowledgeIncident: {
    summary: 'Acknowledges an incident: somebody takes care of it',
    description: 'The first to acknowledge is named. It changes no delivery and mutes nothing.',
    access: 'admin',
    params,
    body: {
      type: AcknowledgeRequest,
      optional: true,
      examples: { note: { note: 'The receiver is restarted at noon.' }, plain: {} },
    },
    answers: CHANGED,
    refusals: [404, 507],
  },
  noteIncident: {
    summary: 'Adds a note to an incident',
    access: 'admin',
    params,
    body: {
      type: NoteRequest,
      examples: { note: { note: 'The certificate of the receiver was renewed.' } },
    },
    answers: CHANGED,
    refusals: [404, 422, 507],
  },
});

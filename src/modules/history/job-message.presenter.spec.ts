import { describe, expect, it } from '@jest/globals';
import { anEndpoint } from '../../../test/support/an-endpoint.js';
import type { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import type { ConversationMode } from '../model/conversation.js';
import type { JobConversation } from '../store/conversation-store.js';
import type { EndpointNames } from './endpoint-names.service.js';
import { JobMessagePresenter } from './job-message.presenter.js';

const MESSAGE: JobConversation = {
  endpointId: 'endpoint',
  ref: { message_id: '7' },
  phase: 'open',
  shown: { deliveryId: 'delivery', acceptedAt: 1, place: 0 },
  announcing: null,
  timeline: [{ type: 'job.failed', timestamp: '2024-01-01T12:00:00Z', label: 'Failed', ok: false }],
  losses: 1,
  doubts: 2,
  target: 'digest',
  editedAt: 2_000,
  firstPostedAt: 1_000,
};

function shown(message: Partial<JobConversation>, conversation: ConversationMode | null = 'live') {
  const endpoint = conversation === null ? undefined : anEndpoint({ conversation });
  const catalogue = { find: () => endpoint } as unknown as EndpointCatalogue;
  const names = { nameOf: () => endpoint?.webhookId ?? null } as unknown as EndpointNames;
  return new JobMessagePresenter(catalogue, names).message({ ...MESSAGE, ...message });
}

describe('The message of a job', () => {
  it('is shown with what it tells, when it changed, and what went wrong', () => {
    expect(shown({})).toEqual({
      endpoint_id: 'endpoint',
      webhook_id: anEndpoint().webhookId,
      phase: 'open',
      summary: 'The message shows the progress of the job.',
      shown_delivery_id: 'delivery',
      first_posted_at: '1970-01-01T00:00:01.000Z',
      edited_at: '1970-01-01T00:00:02.000Z',
      steps: [{ event: 'job.failed', timestamp: '2024-01-01T12:00:00Z', label: 'Failed', ok: false }],
      deleted: 1,
      possible_doubles: 2,
    });
  });

  it.each<[string, Partial<JobConversation>, RegExp]>([
    ['nothing was posted', { ref: null, shown: null }, /No message was posted/],
    ['the job has ended', { phase: 'final' }, /how the job ended/],
    ['it was deleted', { phase: 'gone', ref: null }, /deleted\. The end of the job is posted anew/],
    ['it was deleted twice', { phase: 'lost', ref: null }, /deleted twice/],
  ])('says so where %s', (_, message, summary) => {
    expect(shown(message).summary).toMatch(summary);
  });

  it('is a thread where the endpoint makes one of each job', () => {
    expect(shown({}, 'thread').summary).toMatch(/one thread/);
    expect(shown({ phase: 'gone', ref: null }, 'thread').summary).toMatch(/deleted/);
  });

  it('is shown without names where the endpoint was removed', () => {
    expect(shown({ shown: null, editedAt: null, firstPostedAt: null }, null)).toMatchObject({
      webhook_id: null,
      shown_delivery_id: null,
      first_posted_at: null,
      edited_at: null,
    });
  });
});

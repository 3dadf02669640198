import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import type { Incident } from '../api/types.ts';
import { notify, notifyError } from '../parts/feedback.tsx';
import { plural } from '../parts/format.ts';
import { keep } from '../parts/kept.ts';

/** Time for which an incident is muted. */
const MUTE_FOR = '1h';

/** The actions on an incident, with the words for their result. A note is kept under `draft` until it is saved. */
export function useIncident(incident: Pick<Incident, 'id'>) {
  const queries = useQueryClient();
  const draft = `incident-note:${incident.id}`;
  const again = async (...keys: readonly string[]): Promise<void> => {
    await Promise.all(keys.map(async (key) => queries.invalidateQueries({ queryKey: [key] })));
  };
  const retry = useMutation({
    mutationFn: () => api.repairAll('redeliver', { state: 'failed', incident: incident.id }),
    onSuccess: async ({ total }) => {
      const what = total === null ? 'Failed deliveries' : plural(total, 'delivery', 'deliveries');
      notify('Retrying', `${what} queued. Operations shows the outcome.`);
      await again('incidents', 'deliveries', 'operation', 'status');
    },
    onError: (error) => notifyError('Cannot retry the failed deliveries', error),
  });
  const mute = useMutation({
    // The id of an incident is the job of its messages.
    mutationFn: () => api.muteAll({ filter: { job_id: incident.id }, for: MUTE_FOR, then: 'hold' }),
    onSuccess: async () => {
      notify('Muted for 1 h', 'Messages about this incident are held until then.');
      await again('incidents', 'mutes');
    },
    onError: (error) => notifyError('Cannot mute the incident', error),
  });
  const remark = useMutation({
    mutationFn: ({ kind, note }: { readonly kind: 'acknowledge' | 'note'; readonly note: string }) =>
      kind === 'acknowledge' ? api.acknowledge(incident.id, note) : api.noteIncident(incident.id, note),
    onSuccess: async (_, { kind }) => {
      keep(draft, null);
      notify(kind === 'acknowledge' ? 'Incident acknowledged' : 'Note added');
      await again('incidents');
    },
    onError: (error) => notifyError('Not saved', error),
  });
  return { retry, mute, remark, draft };
}

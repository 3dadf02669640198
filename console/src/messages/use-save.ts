import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import type { Endpoint } from '../api/types.ts';
import { notify } from '../parts/feedback.tsx';
import { visible } from '../parts/format.ts';
import type { Draft } from './use-draft.ts';
import { requestOf } from './values.ts';

/** Saves the changes of a draft. What was typed meanwhile stays a change. */
export function useSave({ id, name }: Pick<Endpoint, 'id' | 'name'>, draft: Draft) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const { values, changes, saved } = draft;
      const { warnings } = await api.updateEndpoint(id, requestOf(values, changes));
      await queries.invalidateQueries({ queryKey: ['endpoints'] });
      return { changes, saved, warnings };
    },
    onSuccess: ({ changes, saved, warnings }) => {
      draft.settle(changes, saved);
      notify(`${visible(name)} saved`, ['Changes are live.', ...warnings].join(' '));
    },
  });
}

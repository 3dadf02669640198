import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import type { Key } from '../api/types.ts';
import type { Question } from '../parts/confirm.tsx';
import { notify, notifyError } from '../parts/feedback.tsx';
import type { ShownKey } from './key-secret.tsx';

/** The questions before a key is rotated or revoked. @param show gets the new key */
export function useKeyActions({ id, name, role }: Key, show: (shown: ShownKey) => void) {
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ['keys'] });
  const rotation = useMutation({
    mutationFn: () => api.rotateKey(id),
    onSuccess: async ({ secret }) => {
      show({ name, secret });
      await refresh();
    },
    onError: (error) => notifyError('The key was not rotated', error),
  });
  const revocation = useMutation({
    mutationFn: () => api.revokeKey(id),
    onSuccess: async () => {
      notify(`Key ${name} is revoked`, '');
      await refresh();
    },
    onError: (error) => notifyError('The key was not revoked', error),
  });
  const rotate: Question = {
    title: `Rotate ${name}?`,
    text: 'A new key is made and shown once. The old one works for 24 more hours, so that it can be replaced without a gap.',
    confirmLabel: 'Rotate',
    no: 'Cancel',
    act: rotation.mutate,
  };
  const revoke: Question = {
    title: `Revoke ${name}?`,
    text:
      role === 'emit'
        ? 'Events sent with this key are refused from now on. This cannot be undone.'
        : 'Calls with this key are refused from now on, and its sessions of this console end. This cannot be undone.',
    confirmLabel: 'Revoke key',
    no: 'Cancel',
    dangerous: true,
    act: revocation.mutate,
  };
  return { rotate, revoke };
}

import type { ReactElement } from 'react';
import type { Role } from '../api/types.ts';
import { Note } from './note.tsx';
import { useRefusal } from './roles.ts';

/** Says above a form that the person may not send it; nothing where they may. */
export function RefusalNote({ needs }: { readonly needs: Role }): ReactElement | null {
  const refusal = useRefusal(needs);
  return refusal === null ? null : <Note tone="calm">{refusal}</Note>;
}

import type { UseFormReturnType } from '@mantine/form';
import { useEffect } from 'react';
import type { Check } from '../api/types.ts';
import { useAdapter } from '../api/use-adapter.ts';
import { keep, readKept } from '../parts/kept.ts';
import type { FormValues } from './form-values.ts';
import { keptValues, withoutSecrets } from './kept-form.ts';

const KEY = 'new-endpoint';

/** Keeps the form of a new endpoint over a reload of the tab, without secrets, from its first change on. */
export function useKeptForm(form: UseFormReturnType<FormValues>, found: Check | undefined): void {
  const adapter = useAdapter(found?.adapter);
  const { values } = form;
  const dirty = form.isDirty();
  useEffect(() => {
    if (dirty) keep(KEY, withoutSecrets(values, found, adapter));
  }, [dirty, values, found, adapter]);
}

/** Forgets what was typed: the endpoint was added. */
export const forgetKept = (): void => keep(KEY, null);

/** Reads what was typed before a reload; null: nothing. */
export const readForm = (): FormValues | null => keptValues(readKept(KEY));

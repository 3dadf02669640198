import { useForm, type UseFormReturnType } from '@mantine/form';
import { ApiError } from '../api/request.ts';
import { filterFault, type FormValues } from './form-values.ts';

export function useEndpointForm(initialValues: FormValues): UseFormReturnType<FormValues> {
  return useForm<FormValues>({
    initialValues,
    validateInputOnBlur: true,
    validate: {
      events: (events) => (events.length === 0 ? 'Name at least one event, or * for all.' : null),
      filter: filterFault,
    },
  });
}

/** Fields of the API by the field of the form that holds them. */
const HOLDERS: Readonly<Record<string, keyof FormValues>> = {
  'rate_limit.max': 'rate_max',
  'rate_limit.window_ms': 'rate_window',
  rate_limit: 'rate_max',
};

/** Options have fields of their own, of everything else the whole has one. */
function holderOf(name: string): string {
  if (name.startsWith('options.')) return name;
  return HOLDERS[name] ?? name.split(/[.[]/)[0] ?? name;
}

/** Puts what the gateway refused beside the fields it names; false when it named none that is here. */
export function showFaults(form: UseFormReturnType<FormValues>, error: Error): boolean {
  if (!(error instanceof ApiError)) return false;
  const faults = error.fields.map(({ field, message }) => {
    const name = field.replace(/^endpoint\./, '');
    return [holderOf(name), message] as const;
  });
  const here = faults.filter(([name]) => (name.split('.')[0] ?? name) in form.values);
  form.setErrors(Object.fromEntries(here));
  return here.length > 0;
}

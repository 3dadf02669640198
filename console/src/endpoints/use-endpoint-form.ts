import { useForm, type UseFormReturnType } from '@mantine/form';
import { ApiError } from '../api/request.ts';
import { filterFault, headerFault, rateFault, type FormValues, type HeaderRow } from './form-values.ts';
import { PLAIN_FAULTS } from './plain-fields.ts';
import { quietTimesFault } from './quiet-values.ts';
import { spansFault } from './spans.ts';

export function useEndpointForm(initialValues: FormValues): UseFormReturnType<FormValues> {
  return useForm<FormValues>({
    initialValues,
    validateInputOnBlur: true,
    validate: {
      events: (events) => (events.length === 0 ? 'Add at least one event type, or * for all events.' : null),
      filter: filterFault,
      retry_schedule: (text, { retry_mode: mode }) => (mode === 'schedule' ? spansFault(text) : null),
      quiet_times: quietTimesFault,
      ...PLAIN_FAULTS,
      headers: {
        name: (_name: string, { headers }: FormValues, path: string) =>
          headerFault(rowAt(path, headers), headers),
      },
      rate_max: (max, { rate_window: window }) => rateFault(max, window),
      rate_window: (window, { rate_max: max }) => rateFault(window, max),
    },
  });
}

/** Finds the row that a path such as `headers.2.name` means. */
function rowAt(path: string, rows: readonly HeaderRow[]): HeaderRow {
  return rows[Number(path.split('.')[1])] ?? { name: '', value: '', stored: false };
}

/** Fields of the API by the field of the form that holds them. */
const HOLDERS: Readonly<Record<string, keyof FormValues>> = {
  'rate_limit.max': 'rate_max',
  'rate_limit.window_ms': 'rate_window',
  rate_limit: 'rate_max',
  retry_schedule_ms: 'retry_schedule',
  quiet: 'quiet_times',
  digest: 'digest_mode',
  'batch.within': 'batch_within',
  'batch.format': 'batch_format',
  batch: 'batch_max',
};

/** Finds the form's field for a field of the API. Options and headers have one for each entry, all else one for the whole. */
function holderOf(name: string, { headers, digest_mode: digestMode }: FormValues): string {
  if (name.startsWith('options.')) return name;
  if (name.startsWith('headers.')) {
    const row = headers.findIndex((header) => header.name.trim() === name.slice('headers.'.length));
    return row === -1 ? 'headers' : `headers.${row}.name`;
  }
  const quiet = /^quiet\.(times|weekdays|zone|then|except)\b/.exec(name);
  if (quiet) return `quiet_${quiet[1]}`;
  if (name === 'digest.every' && digestMode === 'storm') return 'digest_summary';
  const digest = /^digest\.(over|within|every|at|weekdays|zone|types|except)\b/.exec(name);
  if (digest) return `digest_${digest[1]}`;
  const whole = name.split(/[.[]/)[0] ?? name;
  return HOLDERS[name] ?? HOLDERS[whole] ?? whole;
}

/** Shows the gateway's faults beside the fields they name; returns the fields that the form has. */
export function showFaults(form: UseFormReturnType<FormValues>, error: Error): readonly string[] {
  if (!(error instanceof ApiError)) return [];
  const faults = error.fields.map(({ field, message }) => {
    const name = field.replace(/^endpoint\./, '');
    return [holderOf(name, form.values), message] as const;
  });
  const here = faults.filter(([name]) => (name.split('.')[0] ?? name) in form.values);
  form.setErrors(Object.fromEntries(here));
  return here.map(([name]) => name);
}

/** Finds the step of the add form that has the first of these fields. */
export function stepOf(fields: readonly string[]): number {
  return fields.some((name) => name === 'url' || name === 'name') ? 0 : 1;
}

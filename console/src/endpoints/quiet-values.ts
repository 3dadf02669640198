import type { Endpoint, EndpointDraft } from '../api/types.ts';

type Quiet = NonNullable<Endpoint['quiet']>;

/** The quiet hours as the form asks for them; without times and without all else there are none. */
export interface QuietValues {
  readonly quiet_times: string[];
  readonly quiet_weekdays: string[];
  readonly quiet_zone: string;
  /** Empty: held. */
  readonly quiet_then: '' | 'hold' | 'drop' | 'digest';
  readonly quiet_except: string[];
  /** Parts of the quiet hours that the form keeps and does not ask for. */
  readonly quiet_kept: Pick<Quiet, 'days_of_month' | 'months'>;
}

export const EMPTY_QUIET: QuietValues = {
  quiet_times: [],
  quiet_weekdays: [],
  quiet_zone: '',
  quiet_then: '',
  quiet_except: [],
  quiet_kept: {},
};

export function quietValues(quiet: Endpoint['quiet']): QuietValues {
  if (!quiet) return EMPTY_QUIET;
  const { times, weekdays, zone, then, except, days_of_month: days, months } = quiet;
  return {
    quiet_times: [...times],
    quiet_weekdays: [...(weekdays ?? [])],
    quiet_zone: zone ?? '',
    quiet_then: then ?? '',
    quiet_except: [...(except ?? [])],
    quiet_kept: { days_of_month: days ?? null, months: months ?? null },
  };
}

/** Makes the part of a request; nothing where nothing differs, null where all is emptied. The gateway checks what it means. */
export function quietDraft(values: QuietValues, start: QuietValues): EndpointDraft {
  const names = Object.keys(EMPTY_QUIET) as (keyof QuietValues)[];
  const differs = names.some((name) => JSON.stringify(values[name]) !== JSON.stringify(start[name]));
  if (!differs) return {};
  return values.quiet_times.length === 0 ? { quiet: null } : { quiet: sentOf(values) };
}

function sentOf(values: QuietValues): Quiet {
  return {
    ...values.quiet_kept,
    times: values.quiet_times,
    weekdays: listOf(values.quiet_weekdays),
    zone: values.quiet_zone.trim() || null,
    then: values.quiet_then || null,
    except: listOf(values.quiet_except),
  };
}

/** Says why the other parts cannot be sent without times; null when they can. */
export function quietTimesFault(
  times: readonly string[],
  { quiet_weekdays: weekdays, quiet_except: except }: Pick<QuietValues, 'quiet_weekdays' | 'quiet_except'>,
): string | null {
  const isAsked = weekdays.length > 0 || except.length > 0;
  return times.length === 0 && isAsked ? 'Add a time, or 00:00-24:00 for whole days.' : null;
}

function listOf(values: readonly string[]): string[] | null {
  return values.length === 0 ? null : [...values];
}

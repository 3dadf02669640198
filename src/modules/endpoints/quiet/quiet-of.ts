import type { Quiet, QuietThen } from '../../model/quiet.js';
import { daysOfMonthOf, monthsOf, spanOf, weekdaysOf } from './quiet-lists.js';

/** The quiet hours of a request; see `QuietRequest`. */
export interface QuietSettings {
  readonly times: readonly string[];
  readonly weekdays?: readonly string[] | null;
  readonly days_of_month?: readonly (number | string)[] | null;
  readonly months?: readonly string[] | null;
  readonly zone?: string | null;
  readonly then?: QuietThen | null;
  readonly except?: readonly string[] | null;
}

/** Makes the quiet hours of the running endpoint out of a request without faults. @param zone that holds where the request names none */
export function quietOf(request: QuietSettings, zone: string): Quiet {
  const { times, weekdays, days_of_month: daysOfMonth, months } = request;
  const spans = times.map((span) => spanOf(span)!);
  return {
    spans: spans.toSorted((one, other) => one.from - other.from),
    weekdays: weekdays ? distinct(weekdays.flatMap((entry) => weekdaysOf(entry)!)) : null,
    daysOfMonth: daysOfMonth ? distinct(daysOfMonth.flatMap((entry) => daysOfMonthOf(entry)!)) : null,
    months: months ? distinct(months.flatMap((entry) => monthsOf(entry)!)) : null,
    zone: request.zone ?? zone,
    then: request.then ?? 'hold',
    except: request.except ?? [],
  };
}

export function distinct(values: readonly number[]): readonly number[] {
  return [...new Set(values)].toSorted((one, other) => one - other);
}

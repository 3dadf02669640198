import type { QuietRequest } from '../endpoints/quiet/quiet.dto.js';
import { MONTHS, spanText, WEEKDAYS } from '../endpoints/quiet/quiet-lists.js';
import { quietSentence } from '../endpoints/quiet/quiet-words.js';
import { isoTime } from '../model/iso-time.js';
import { quietWindow, type Quiet } from '../model/quiet.js';
import type { EndpointQuietWindow } from './endpoint.response.js';

/** Presents quiet hours in the form of a request, complete with defaults. */
export function quietView({ spans, weekdays, daysOfMonth, months, zone, then, except }: Quiet): QuietRequest {
  return {
    times: spans.map(spanText),
    weekdays: weekdays?.map((day) => WEEKDAYS[day]!) ?? null,
    days_of_month: daysOfMonth ? [...daysOfMonth] : null,
    months: months?.map((month) => MONTHS[month - 1]!) ?? null,
    zone,
    then,
    except: except.length > 0 ? [...except] : null,
  };
}

/** Presents the window that holds at `now` (Unix ms), or the next one; null where none begins. */
export function quietWindowView(quiet: Quiet, now: number): EndpointQuietWindow | null {
  const window = quietWindow(quiet, now);
  if (!window) return null;
  const { from, until } = window;
  return {
    from: isoTime(from),
    until: isoTime(until),
    active: from <= now,
    sentence: quietSentence(quiet, window, now),
  };
}

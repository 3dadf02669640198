import { BoundedCache } from './bounded-cache.js';
import { nearest } from './nearest.js';

/** Zones that are remembered, more than there are, and letters of the longest, which no name reaches. */
const ZONES_MAX = 1_000;
const ZONE_LETTERS_MAX = 64;

/** Finds the fault of an IANA time zone as the rest of a sentence that begins with the name of the field; null: none. */
export function zoneFault(zone: unknown): string | null {
  if (typeof zone === 'string' && knownZone(zone) !== null) return null;
  return `is an IANA time zone such as Europe/Berlin or UTC${suggestion(zone, Intl.supportedValuesOf('timeZone'))}`;
}

/** Writes the name of a zone as it is known: `utc` → `UTC`. One that is known by another name, or not at all, stays as it is. */
export function zoneName(zone: string): string {
  const known = knownZone(zone);
  return known?.toLowerCase() === zone.toLowerCase() ? known : zone;
}

/** Finds the fault of a BCP 47 language tag, as {@link zoneFault} does. */
export function localeFault(locale: unknown): string | null {
  if (typeof locale === 'string' && isLocale(locale)) return null;
  const dashed = typeof locale === 'string' ? locale.replaceAll('_', '-') : '';
  const meant = dashed !== locale && isLocale(dashed) ? ` (did you mean ${dashed}?)` : '';
  return `is a BCP 47 language tag such as en, en-GB or de${meant}`;
}

/** Intl makes a formatter to look a zone up, which is slow, and each endpoint has a zone. */
const zones = new BoundedCache<string, string | null>(ZONES_MAX, (zone) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
});

function knownZone(zone: string): string | null {
  return zone.length > ZONE_LETTERS_MAX ? null : zones.get(zone);
}

function isLocale(locale: string): boolean {
  try {
    return locale.length <= 35 && Intl.DateTimeFormat.supportedLocalesOf(locale).length === 1;
  } catch {
    return false;
  }
}

function suggestion(given: unknown, known: readonly string[]): string {
  const meant = typeof given === 'string' ? nearest(given, known) : null;
  return meant === null ? '' : ` (did you mean ${meant}?)`;
}

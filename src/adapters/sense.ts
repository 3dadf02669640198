import { BoundedCache } from '../modules/model/bounded-cache.js';
import { isVisible } from './clean-text.js';
import { durationText } from './duration.js';
import { instantOf } from './instant.js';
import { numberOf, withoutPercent, type PlainObject } from './plain-value.js';

/** Texts that programs write where they have no value: `NaN`, `NaNm NaNs`, `undefined`, `[object Object]`, `Invalid Date`, `-`. */
const EMPTY_TEXT =
  /^[\s"'(]*([-–—]{1,3}|undefined|null|nil|\(?none\)?|n\/a|invalid date|\[object \w+\]|[+-]?infinity|[+-]?∞)[\s"').]*$/i;
const NAN_TEXT =
  /^(-?(NaN|nan) ?(ms|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|%|[kKMG]?i?B)?[\s,:/]*)+$/;
const DURATION =
  /(^|_)(duration|elapsed|runtime|took)(_|$)|(^|_)(duration|elapsed|time|runtime)_(ms|s|sec|secs|seconds|min|minutes)$/;
const SHARE = /(^|_)(progress|percent|percentage|pct)(_|$)/;
const MOMENT = /(_at|_date|_time|timestamp)$|^(at|date|time|timestamp)$/;
/** A time at which something began or ended, and no span of it. */
const BEGIN_OR_END = /(?:start|end|begin|finish|expiry|creation|create|update)_?time$/i;
/** A date in digits, whether there is such a day or not. */
const DATE_SHAPE = /^\d{4}-\d{1,2}-\d{1,2}([T ]|$)/;

/** True for a text that stands where a value was missing, or of which nothing can be seen. */
export function isEmptyText(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    value !== '' &&
    value.length <= 100 &&
    (EMPTY_TEXT.test(value) || NAN_TEXT.test(value.trim()) || !isVisible(value))
  );
}

/** True for a text that tells something: neither blank nor in the place of a missing value. */
export function isTellingText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && !isEmptyText(value);
}

/**
 * False where a value cannot be what its name says: a duration below zero or longer than ten years, a share outside 0 to
 * 100 %, a day that is in no calendar, or a text that stands for no value at all. Values under unknown names make sense.
 */
export function makesSense(name: string, value: unknown): boolean {
  if (isEmptyText(value) || (typeof value === 'number' && !Number.isFinite(value))) return false;
  const kind = rememberedKind(name);
  if (kind === 'duration') return isDuration(value);
  if (kind === 'share') return isShare(value);
  return kind === 'other' || isMoment(value);
}

type Kind = 'duration' | 'share' | 'moment' | 'other';

/** Longest name whose kind is remembered, UTF-16 units. */
const NAME_MAX = 60;
/** The kinds of names: the same few names come with every event. */
const KINDS = new BoundedCache<string, Kind>(1_000, kindOf);

function rememberedKind(name: string): Kind {
  return name.length > NAME_MAX ? kindOf(name) : KINDS.get(name);
}

/** True for a name whose numbers are Unix times, and no durations: `published_at`, `expiryDate`. */
export function isMomentName(name: string): boolean {
  return rememberedKind(name) === 'moment' && (!/time$/i.test(name) || BEGIN_OR_END.test(name));
}

/** Reads from a name what its values are. */
function kindOf(name: string): Kind {
  const word = name.replace(/(\p{Ll})(\p{Lu})/gu, '$1_$2').toLowerCase();
  if (DURATION.test(word)) return 'duration';
  if (SHARE.test(word)) return 'share';
  return MOMENT.test(word) ? 'moment' : 'other';
}

function isDuration(value: unknown): boolean {
  if (typeof value === 'number') return durationText(value) !== null;
  if (typeof value !== 'string') return true;
  return !/^\s*[-−]\s*\d/.test(value) && !/\b(nan|undefined|null|infinity)/i.test(value);
}

function isShare(value: unknown): boolean {
  const number = typeof value === 'string' ? numberOf(withoutPercent(value)) : value;
  if (typeof value === 'string' && Number.isNaN(number)) return !/^\s*[-−]\s*\d/.test(value);
  return typeof number !== 'number' || (number >= 0 && number <= 100);
}

/** True unless a value is an impossible date or a time at or before 1970; texts without a date (`tomorrow`) pass. */
function isMoment(value: unknown): boolean {
  if (typeof value === 'number') return value > 0;
  return (
    typeof value !== 'string' ||
    !DATE_SHAPE.test(value.trim()) ||
    instantOf(value) !== null ||
    !isPlainIso(value)
  );
}

function isPlainIso(value: string): boolean {
  return /^\d{4}-\d{1,2}-\d{1,2}([T ][\d:.,]+(Z|[+-]\d{2}:?\d{2})?)?$/i.test(value.trim());
}

/** Most names that {@link sensible} looks at. Bounds the work on absurd data. */
const NAMES_MAX = 1000;

/** Returns data without the values that cannot be what their names say, so that no text is made of them. */
export function sensible(data: PlainObject): PlainObject {
  const absurd = Object.keys(data)
    .slice(0, NAMES_MAX)
    .filter((name) => !makesSense(name, data[name]) || !isJobsOwn(name, data[name]));
  if (absurd.length === 0) return data;
  const left = new Set(absurd);
  return Object.fromEntries(Object.entries(data).filter(([name]) => !left.has(name)));
}

/** False for a number of the job that says nothing: a part of a retry, or work that took no time. */
function isJobsOwn(name: string, value: unknown): boolean {
  if (name === 'processing_duration_ms') return !isNoTime(value);
  return name !== 'retry_count' || isCount(value);
}

/** True for a processing time of 0: a job server that has no times sends it. */
export function isNoTime(value: unknown): boolean {
  return numberOf(value) < 1;
}

function isCount(value: unknown): boolean {
  const number = numberOf(value);
  return Number.isNaN(number) || (Number.isInteger(number) && number >= 0);
}

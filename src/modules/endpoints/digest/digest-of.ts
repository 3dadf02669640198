import type { Adapter } from '../../../adapters/adapter.js';
import { DEFAULT_STORM, type Digest } from '../../model/digest.js';
import type { FieldFault } from '../../model/refusal.js';
import { lengthText, msOf } from '../definitions/length-of-time.js';
import { timeText, WEEKDAYS, weekdaysOf } from '../quiet/quiet-lists.js';
import { distinct } from '../quiet/quiet-of.js';
import type { DigestRequest } from './digest.dto.js';

/** A digest as definitions store it; those of earlier versions have a storm as an object of its own. */
export type StoredDigest =
  | 'off'
  | (DigestRequest & { readonly storm?: null })
  | { readonly storm: Pick<DigestRequest, 'over' | 'within' | 'every'> };

/** True where one message can tell of many: people read it, and no alert opens or closes by it. */
export function takesDigests({ presents, gathers = presents === 'message' }: Adapter): boolean {
  return gathers;
}

/** Completes the stored `digest` of an endpoint; null: every message goes out by itself. @param zone of its messages */
export function digestOf(adapter: Adapter, stored: StoredDigest | undefined, zone: string): Digest | null {
  if (stored === 'off' || !takesDigests(adapter)) return null;
  if (!stored) return DEFAULT_STORM;
  return madeOf(stored.storm ? stored.storm : stored, zone);
}

function madeOf(request: DigestRequest, zone: string): Digest {
  const { over, within, every, at, weekdays, zone: own, types, except } = request;
  const gathered = { everyMs: msOf(every)!, types: types ?? null, except: except ?? [] };
  if (typeof over === 'number') return { kind: 'storm', over, withinMs: msOf(within)!, ...gathered };
  const [hour, minute] = (at ?? '00:00').split(':').map(Number) as [number, number];
  return {
    kind: 'scheduled',
    at: hour * 60 + minute,
    weekdays: weekdays ? distinct(weekdays.flatMap((entry) => weekdaysOf(entry)!)) : null,
    zone: own ?? zone,
    ...gathered,
  };
}

/** Finds what keeps the chosen digest from working: the adapter cannot show one. */
export function digestFaults(
  adapter: Adapter,
  { digest, quiet }: { readonly digest?: unknown; readonly quiet?: { readonly then?: unknown } | null },
): FieldFault[] {
  if (takesDigests(adapter)) return [];
  const { label } = adapter.about;
  const why = `${label} takes each event by itself, so its messages cannot be gathered`;
  const own: FieldFault[] =
    digest === undefined || digest === null || digest === 'off'
      ? []
      : [{ field: 'digest', message: `digest: ${why}. Leave it out, or send "off".` }];
  return quiet?.then === 'digest'
    ? [...own, { field: 'quiet.then', message: `quiet.then is digest, but ${why}. Send hold or drop.` }]
    : own;
}

/** Presents a digest in the form of a request, complete with defaults. */
export function digestView(digest: Digest | null): 'off' | DigestRequest {
  if (!digest) return 'off';
  const { everyMs, types, except } = digest;
  const gathering = { types: types && [...types], except: except.length > 0 ? [...except] : null };
  const every = lengthText(everyMs);
  if (digest.kind === 'storm')
    return { over: digest.over, within: lengthText(digest.withinMs), every, ...gathering };
  const { at, weekdays, zone } = digest;
  const days = weekdays?.map((day) => WEEKDAYS[day]!) ?? null;
  return { every, at: timeText(at), weekdays: days, zone, ...gathering };
}

import type { Endpoint, EndpointDraft } from '../api/types.ts';

type Digest = Endpoint['digest'];

/** The digest as the form asks for it. */
export interface DigestValues {
  /** Empty: as the gateway is configured. */
  readonly digest_mode: '' | 'off' | 'storm' | 'schedule';
  readonly digest_over: number | string;
  readonly digest_within: string;
  /** Time between two summaries of a storm. */
  readonly digest_summary: string;
  readonly digest_every: string;
  readonly digest_at: string;
  readonly digest_weekdays: string[];
  readonly digest_zone: string;
  readonly digest_types: string[];
  readonly digest_except: string[];
}

/** The values that a storm and a schedule begin with as they are chosen. */
export const EMPTY_DIGEST: DigestValues = {
  digest_mode: '',
  digest_over: 30,
  digest_within: '5m',
  digest_summary: '5m',
  digest_every: '1d',
  digest_at: '09:00',
  digest_weekdays: [],
  digest_zone: '',
  digest_types: [],
  digest_except: [],
};

export function digestValues(digest: Digest): DigestValues {
  if (digest === 'off') return { ...EMPTY_DIGEST, digest_mode: 'off' };
  const { over, within, every, at, weekdays, zone, types, except } = digest;
  const gathered = { digest_types: [...(types ?? [])], digest_except: [...(except ?? [])] };
  if (over !== undefined && over !== null) {
    return {
      ...EMPTY_DIGEST,
      ...gathered,
      digest_mode: 'storm',
      digest_over: over,
      digest_within: within ?? '',
      digest_summary: every,
    };
  }
  return {
    ...EMPTY_DIGEST,
    ...gathered,
    digest_mode: 'schedule',
    digest_every: every,
    digest_at: at ?? '',
    digest_weekdays: [...(weekdays ?? [])],
    digest_zone: zone ?? '',
  };
}

/** Makes the part of a request; nothing where the digest is the same. The gateway checks what it means. */
export function digestDraft(values: DigestValues, start: DigestValues): EndpointDraft {
  const digest = sentOf(values);
  return JSON.stringify(digest) === JSON.stringify(sentOf(start)) ? {} : { digest };
}

function sentOf(values: DigestValues): Digest | null {
  switch (values.digest_mode) {
    case '':
      return null;
    case 'off':
      return 'off';
    case 'storm':
      return {
        over: Number(values.digest_over),
        within: values.digest_within.trim(),
        every: values.digest_summary.trim(),
        ...gatheredOf(values),
      };
    default:
      return {
        every: values.digest_every.trim(),
        at: values.digest_at.trim() || null,
        weekdays: listOf(values.digest_weekdays),
        zone: values.digest_zone.trim() || null,
        ...gatheredOf(values),
      };
  }
}

function gatheredOf({ digest_types: types, digest_except: except }: DigestValues) {
  return { types: listOf(types), except: listOf(except) };
}

function listOf(values: readonly string[]): string[] | null {
  return values.length === 0 ? null : [...values];
}

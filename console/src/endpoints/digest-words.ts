import type { DigestValues } from './digest-values.ts';

const UNITS: Readonly<Record<string, string>> = { ms: 'ms', s: 's', m: 'min', h: 'h', d: 'd' };

/** Says what the digest of the form does. */
export function digestSentence(values: DigestValues): string {
  switch (values.digest_mode) {
    case '':
      return 'As the gateway is configured; by default a storm begins after 30 messages in 5 min.';
    case 'off':
      return 'Every message is sent by itself.';
    case 'storm': {
      const { digest_over: over, digest_within: within, digest_summary: summary } = values;
      return `Up to ${over} messages in ${spanWords(within)} are sent one by one. Further messages are combined into one summary every ${spanWords(summary)}, until the storm ends.${gatheredWords(values)}`;
    }
    default:
      return scheduleSentence(values);
  }
}

function scheduleSentence(values: DigestValues): string {
  const { digest_every: every, digest_at: at, digest_weekdays: days, digest_zone: zone } = values;
  const isDaily = every.trim() === '1d';
  const from = at.trim() === '' ? 'midnight' : at.trim();
  const when = [
    isDaily ? `once a day at ${from}` : `every ${spanWords(every)}, counted from ${from}`,
    ...(zone.trim() === '' ? [] : [`(${zone.trim()})`]),
    ...(days.length === 0 ? [] : [`on ${days.join(', ')}`]),
  ];
  return `All messages are combined into one summary ${when.join(' ')}.${gatheredWords(values)}`;
}

function gatheredWords({ digest_types: types, digest_except: except }: DigestValues): string {
  const only = types.length === 0 ? '' : ` Only ${types.join(', ')} ${verbOf(types)} combined.`;
  const still = except.length === 0 ? '' : ` ${except.join(', ')} ${verbOf(except)} still sent at once.`;
  return only + still;
}

const verbOf = (types: readonly string[]): string => (types.length === 1 ? 'is' : 'are');

/** `5m` as `5 min`; what is no length of time stays as it is typed. */
export function spanWords(text: string): string {
  const [, count, unit] = /^(\d+)(ms|[smhd])$/.exec(text.trim()) ?? [];
  return unit === undefined ? text.trim() || '…' : `${count} ${UNITS[unit]}`;
}

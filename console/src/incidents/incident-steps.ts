import type { IncidentStep } from '../api/types.ts';
import { actorName } from '../parts/actor.ts';
import { plural } from '../parts/format.ts';
import type { Tone } from '../parts/tone.ts';

/** The words for an entry of the timeline. */
export function stepText({ kind, count: failed, by }: IncidentStep): string {
  switch (kind) {
    case 'failing':
      return 'Circuit opened';
    case 'failed':
      return `${plural(failed ?? 0, 'delivery', 'deliveries')} failed permanently`;
    case 'disabled':
      return 'Endpoint disabled by the gateway';
    case 'recovered':
      return 'Endpoint recovered';
    case 'enabled':
      return 'Endpoint enabled';
    case 'acknowledged':
      return `Acknowledged by ${actorName(by ?? 'somebody')}`;
    case 'note':
      return `Note by ${actorName(by ?? 'somebody')}`;
    case 'closed':
      return 'Incident closed';
  }
}

const STEP_TONES: Readonly<Partial<Record<IncidentStep['kind'], Tone>>> = {
  failing: 'bad',
  failed: 'bad',
  disabled: 'bad',
  recovered: 'good',
  closed: 'good',
};

export function stepTone({ kind }: IncidentStep): Tone {
  return STEP_TONES[kind] ?? 'calm';
}

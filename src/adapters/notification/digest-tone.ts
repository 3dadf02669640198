import { DIGEST_EVENT } from '../../modules/model/digest.js';
import { TONES, type Tone } from '../../modules/model/event-type.js';
import type { Presentation } from '../adapter.js';
import { BUILT_IN } from '../catalogue/catalogue.js';
import type { PlainObject } from '../plain-value.js';

const EMOJI: Readonly<Record<Tone, string>> = {
  failure: '🔴',
  warning: '⚠️',
  success: '✅',
  progress: '🗂️',
  neutral: '🗂️',
};

/** Returns the presentation of an event. A digest has the mood of what it tells of, unless the operator has given the type another. */
export function presentationOf(presentation: Presentation, data: PlainObject): Presentation {
  const { type } = presentation;
  const tone = TONES.find((one) => one === data['tone']);
  if (type.type !== DIGEST_EVENT || tone === undefined) return presentation;
  const builtIn = BUILT_IN.get(DIGEST_EVENT)!;
  const isOwn = { tone: type.tone !== builtIn.tone, emoji: type.emoji !== builtIn.emoji };
  return {
    ...presentation,
    type: {
      ...type,
      tone: isOwn.tone ? type.tone : tone,
      emoji: isOwn.emoji || isOwn.tone ? type.emoji : EMOJI[tone],
    },
  };
}

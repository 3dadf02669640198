import type { PreviewSource, Sample } from '../api/types.ts';

/** The subject of a preview, as one text: `sample:job.failed` or `event:` and its id. */
type Choice = string;

export const sampleChoice = (type: string): Choice => `sample:${type}`;
export const eventChoice = (id: string): Choice => `event:${id}`;

/** Reads the id of a stored event; null for a sample. */
export function eventOf(choice: Choice): string | null {
  return choice.startsWith('event:') ? choice.slice('event:'.length) : null;
}

export function sourceOf(choice: Choice): PreviewSource {
  const id = eventOf(choice);
  return id === null ? { sample: choice.slice('sample:'.length) } : { event_id: id };
}

/** Picks the first sample of a subscribed type; the first of all where there is none. */
export function firstWanted(samples: readonly Pick<Sample, 'event'>[], patterns: readonly string[]): Choice {
  const first = samples.find(({ event }) => patterns.some((pattern) => covers(pattern, event))) ?? samples[0];
  return sampleChoice(first?.event ?? 'job.completed');
}

function covers(pattern: string, type: string): boolean {
  return (
    pattern === '*' || (pattern.endsWith('.*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type)
  );
}

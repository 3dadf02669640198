import { part } from './part.ts';

/**
 * Loads a part of the console once the page has been drawn: large parts that the page can be read without do not delay it.
 * Rejects with `PartMissing`.
 */
export async function afterPaint<Part>(bring: () => Promise<Part>): Promise<Part> {
  await new Promise<void>((painted) => requestAnimationFrame(() => setTimeout(painted)));
  return part(bring);
}

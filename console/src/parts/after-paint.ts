import { part } from './part.ts';

/**
 * Loads a part of the console after the first paint, so that large parts do not delay the page.
 * Rejects with `PartMissing`.
 */
export async function afterPaint<Part>(bring: () => Promise<Part>): Promise<Part> {
  await new Promise<void>((painted) => requestAnimationFrame(() => setTimeout(painted)));
  return part(bring);
}

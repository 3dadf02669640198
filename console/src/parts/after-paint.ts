/**
 * Brings a part of the program once the page has been drawn: what is large and not needed to read the page then does not
 * stand in its way.
 */
export async function afterPaint<Part>(bring: () => Promise<Part>): Promise<Part> {
  await new Promise<void>((painted) => requestAnimationFrame(() => setTimeout(painted)));
  return bring();
}

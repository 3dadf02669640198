/** Why a template cannot be used: at its compilation, or at a limit that one rendering reaches. */
export class TemplateFault extends Error {
  override readonly name = 'TemplateFault';

  /**
   * @param message a sentence for people that says what is accepted
   * @param line of the template, from 1
   * @param column UTF-16 unit in that line, from 1
   */
  constructor(
    message: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(message);
  }
}

/** A stretch of a template's text. LiquidJS's tokens are such places. */
export interface Place {
  readonly input: string;
  /** Index of the first UTF-16 unit. */
  readonly begin: number;
}

/** Makes a fault of a place in a template. */
export function faultAt({ input, begin }: Place, message: string): TemplateFault {
  const before = input.slice(0, begin);
  const lines = before.split('\n');
  return new TemplateFault(message, lines.length, (lines.at(-1) ?? '').length + 1);
}

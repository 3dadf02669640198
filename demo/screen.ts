import { stripVTControlCharacters, styleText } from 'node:util';

/** Colours of the terminal. */
export type Colour = 'green' | 'yellow' | 'red' | 'cyan' | 'gray' | 'bold' | 'magenta' | 'blue';

/** One line of the log. */
export interface Row {
  readonly who: string;
  readonly mark: string;
  readonly colour: Colour;
  readonly event: string;
  readonly job: string;
  readonly note: string;
}

/** Colours a text on a terminal, unless NO_COLOR is set. */
export function paint(colour: Colour, text: string): string {
  return styleText(colour, text, { stream: process.stdout, validateStream: true });
}

const live = process.stdout.isTTY && process.env['TERM'] !== 'dumb';

/** A log that scrolls, with a board of lines below it that is redrawn in place on a terminal. */
export class Screen {
  readonly #start = Date.now();
  #board: readonly string[] = [];

  row({ who, mark, colour, event, job, note }: Row): void {
    const seconds = `${((Date.now() - this.#start) / 1000).toFixed(2)} s`.padStart(8);
    const text = [
      paint('gray', seconds),
      paint('bold', who.padEnd(10)),
      paint(colour, `${mark} ${event.padEnd(26)}`),
      job.padEnd(25),
      paint('gray', note),
    ];
    this.lines([text.join('  ')]);
  }

  lines(lines: readonly string[]): void {
    this.#clear();
    process.stdout.write(lines.map((line) => `${line.trimEnd()}\n`).join(''));
    this.#draw();
  }

  /** Sets the lines of the board, which is shown on a terminal only. */
  board(lines: readonly string[]): void {
    this.#clear();
    this.#board = live ? lines.slice(-(process.stdout.rows - 1)) : [];
    this.#draw();
  }

  /** Clears the board from its first line on; the cursor stands in its last one. */
  #clear(): void {
    if (this.#board.length === 0) return;
    const up = this.#board.length > 1 ? `\u001b[${this.#board.length - 1}A` : '';
    process.stdout.write(`\r${up}\u001b[J`);
  }

  #draw(): void {
    process.stdout.write(this.#board.map(cut).join('\n'));
  }
}

/** Cuts a line to the terminal's width: a wrapped one could not be redrawn. Colours go with what is cut. */
function cut(line: string): string {
  const characters = [...stripVTControlCharacters(line)];
  let columns = 0;
  const end = characters.findIndex((character) => (columns += widthOf(character)) >= process.stdout.columns);
  return end === -1 ? line : characters.slice(0, end).join('');
}

/** Returns the columns that a character takes at most: emoji take two. */
const widthOf = (character: string) =>
  /[\u2300-\u23ff\u2600-\u27ff\u{1f000}-\u{1faff}]/u.test(character) ? 2 : 1;

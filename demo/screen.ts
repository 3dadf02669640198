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

/** A log that scrolls, with a board below it that is redrawn in place on a terminal. */
export class Screen {
  readonly #start = Date.now();
  #board = '';

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

  /** Sets the text of the board, which is shown on a terminal only. */
  board(text: string): void {
    this.#clear();
    this.#board = live ? text : '';
    this.#draw();
  }

  #clear(): void {
    if (this.#board !== '') process.stdout.write('\r\u001b[2K');
  }

  /** Draws the board, cut to the terminal's width: a wrapped line could not be redrawn. */
  #draw(): void {
    if (this.#board === '') return;
    const fits = stripVTControlCharacters(this.#board).length < process.stdout.columns;
    process.stdout.write(
      fits ? this.#board : stripVTControlCharacters(this.#board).slice(0, process.stdout.columns - 1),
    );
  }
}

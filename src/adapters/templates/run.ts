import { instantOf } from '../instant.js';
import { ShownInstant } from '../values/instants.js';
import type { InstantStyle } from '../values/instants.js';
import type { Words } from '../values/words.js';
import { ENTRY_WORK, FORMAT_WORK, OUTPUT_MAX, STEPS_MAX, WORK_MAX } from './limits.js';
import type { TemplateScope } from './scope.js';
import { isComposite, valueText } from './value-text.js';

/** A stretch of a rendered text. */
export interface Span {
  readonly text: string;
  /** Emphasised by `**` in the template; asterisks of the data mean nothing. */
  readonly strong?: true;
  /** A point in time, Unix ms, where the text shows one. */
  readonly at?: number;
  readonly style?: InstantStyle;
}

/** Writes a part of a template. */
export type Part = (run: Run) => void;

/** Thrown where a rendering reaches a limit; `TextTemplate` makes a fault at line 1 of it. */
export class LimitReached extends Error {}

/** Thrown where the text is as long as it was asked for. */
export class RoomFilled extends Error {}

/** Settings of a rendering. */
export interface Writing {
  /** UTF-16 units that are wanted. */
  readonly room: number;
  /** True: the text ends where the room does. False: a longer text is a fault. */
  readonly cuts?: boolean;
  /** True: values behind the first text are percent-encoded as parts of a URL. */
  readonly encodes?: boolean;
  /** True: the text is kept in spans. */
  readonly spans?: boolean;
}

/** One rendering of a template: what it reads, what it has written, and how far it is from its limits. */
export class Run {
  /** Names of the template's own, by `assign`, `capture` and `for`. */
  readonly locals: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  text = '';
  readonly spans: Span[] = [];
  /** True as soon as one output gave an empty text. */
  hasGap = false;
  /** True as soon as one output gave a text. */
  hasValue = false;
  /** Set by `break` and `continue` until the loop sees it. */
  leaving: 'break' | 'continue' | null = null;

  #steps = STEPS_MAX;
  #work = WORK_MAX;
  #strong = false;
  /** Texts that were begun when a `capture` began. */
  readonly #outer: string[] = [];

  constructor(
    readonly scope: TemplateScope,
    readonly words: Words,
    private readonly writing: Writing,
  ) {}

  /** Time of the event, Unix ms; 0 where it has none. */
  get at(): number {
    return instantOf(this.scope.event.timestamp) ?? 0;
  }

  /** Counts one step. @throws LimitReached */
  step(): void {
    this.#steps -= 1;
    if (this.#steps < 0) {
      throw new LimitReached(
        `The template takes more than ${STEPS_MAX} steps: give its loops a smaller limit.`,
      );
    }
  }

  /** Counts work, of which one unit is that on one UTF-16 unit of a text. @throws LimitReached */
  work(units: number): void {
    this.#work -= units;
    if (this.#work < 0) {
      throw new LimitReached('The template works on too much data: read fewer or shorter values.');
    }
  }

  /** Counts the work on a value. @throws LimitReached */
  reads(value: unknown): void {
    if (typeof value === 'string') this.work(value.length);
    else if (Array.isArray(value)) this.work(value.length * ENTRY_WORK);
  }

  /** Writes a value as text, with the work it takes. @throws LimitReached */
  textOf(value: unknown): string {
    if (isComposite(value)) this.work(FORMAT_WORK);
    return valueText(value);
  }

  /** Writes a text of the template. */
  literal(text: string): void {
    if (!this.#keepsSpans) return this.#add(text);
    text.split('**').forEach((part, at) => {
      if (at > 0) this.#strong = !this.#strong;
      this.#add(part);
    });
  }

  /** Writes a value. */
  output(value: unknown): void {
    // The entries of a list are no address.
    const text = this.writing.encodes === true && isComposite(value) ? '' : this.textOf(value);
    if (text === '') this.hasGap = true;
    else this.hasValue = true;
    if (this.writing.encodes === true && this.text !== '' && this.#outer.length === 0)
      this.#add(this.#encoded(text));
    else this.#add(text, value instanceof ShownInstant ? value : null);
  }

  /** Collects what `write` writes apart from the text. */
  captured(write: () => void): string {
    this.#outer.push(this.text);
    this.text = '';
    try {
      write();
      return this.text;
    } finally {
      this.text = this.#outer.pop() ?? '';
    }
  }

  get #keepsSpans(): boolean {
    return this.writing.spans === true && this.#outer.length === 0;
  }

  #add(text: string, shown: ShownInstant | null = null): void {
    if (text === '') return;
    const cuts = this.writing.cuts === true && this.#outer.length === 0;
    const room = (this.#outer.length === 0 ? this.writing.room : OUTPUT_MAX) - this.text.length;
    const added = cuts && text.length > room ? text.slice(0, room) : text;
    if (added.length > room) throw new LimitReached(`The text is longer than ${OUTPUT_MAX} characters.`);
    this.text += added;
    if (this.#keepsSpans) this.#addSpan(added, shown);
    if (cuts && text.length >= room) throw new RoomFilled();
  }

  #addSpan(text: string, shown: ShownInstant | null): void {
    const strong = this.#strong ? { strong: true as const } : {};
    const last = this.spans.at(-1);
    if (shown) this.spans.push({ text, ...strong, at: shown.at, style: shown.style });
    else if (last && last.at === undefined && (last.strong ?? false) === this.#strong)
      this.spans[this.spans.length - 1] = { ...last, text: last.text + text };
    else this.spans.push({ text, ...strong });
  }

  /** Encodes a value as part of a URL; `.` and `..` would change its path and count as empty. */
  #encoded(text: string): string {
    if (!/^\.+$/.test(text)) return encodeURIComponent(text.toWellFormed());
    this.hasGap = true;
    return '';
  }
}

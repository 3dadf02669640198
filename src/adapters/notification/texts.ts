import type { EventType } from '../../modules/model/event-type.js';
import { isOwnEvent } from '../../modules/model/system-events.js';
import type { Presentation, TextFault } from '../adapter.js';
import { BUILT_IN, eventTypeOf } from '../catalogue/catalogue.js';
import { headlineOf } from '../catalogue/headline.js';
import { cleanLine, cleanText } from '../clean-text.js';
import { isObject, lineOf, linesOf } from '../plain-value.js';
import { isEmptyText, isTellingText } from '../sense.js';
import type { TemplateScope } from '../templates/scope.js';
import { TemplateFault } from '../templates/template-fault.js';
import { compileTemplate, type TextTemplate } from '../templates/template.js';
import type { Words } from '../values/words.js';
import { closed, glued, SEPARATOR } from './glued.js';
import { cleanRich, inOrder, type Rich } from './rich.js';

/** A button or link of a message. */
export interface Action {
  readonly label: string;
  /** An http(s) address; empty where `button` is there. */
  readonly url: string;
  readonly style: 'primary' | 'default' | 'danger';
  /** True where a native button may press it: the address is that of an action, and needs no sign-in. */
  readonly pressed?: true;
  /** Reference that a native button sends to the gateway when it is pressed, in place of an address. */
  readonly button?: string;
}

/** Longest fact, UTF-16 units. */
const FACT = 300;
/** A fact that begins with a word, or with one of a choice of words, and not with a value. */
const OWN_WORDS = /^(?:\p{Ll}|\{%)/u;

/**
 * The texts of one event: each is the endpoint's template, or the event type's where the endpoint has none or its own failed. A
 * template that fails is told in `faults` and never stops a message.
 */
export class Texts {
  readonly words: Words;

  constructor(
    private readonly presentation: Presentation,
    private readonly scope: TemplateScope,
    readonly faults: TextFault[],
  ) {
    const { message, names } = presentation;
    this.words = { locale: message.locale, zone: message.zone, names };
  }

  /** Reads the headline; words of the type's name where every template gives nothing. */
  headline(max: number): string {
    const { message, type } = this.presentation;
    return glued(
      this.#line('message.title', message.title, max) ||
        this.#line(fieldOf(type, 'headline'), type.headline, max) ||
        cleanLine(headlineOf(type.type), max),
    );
  }

  /** Joins the parts of the subject that are not empty; parts that are the same but for capitals stand once. */
  subject(max: number): string {
    const { message, type } = this.presentation;
    const own = message.subject === null ? null : this.#text('message.subject', message.subject, max);
    if (own !== null) return closed(glued(cleanLine(own, max)));
    const parts = type.subject.map((part, at) => this.#line(fieldOf(type, `subject[${at}]`), part, max));
    const distinct = parts.filter((part, at) => part !== '' && !parts.slice(0, at).some(isSame(part)));
    return glued(cleanLine(distinct.map(closed).join(SEPARATOR), max));
  }

  /**
   * Reads the name that the data or its parameters give their subject, in the first of some fields; empty for an event of the gateway, and where the
   * endpoint has a subject of its own.
   */
  given(max: number, names: readonly string[]): string {
    const { type, message } = this.presentation;
    if (message.subject !== null || isOwnEvent(type.type)) return '';
    const { data } = this.scope;
    const { parameters } = data;
    const values = [data, isObject(parameters) ? parameters : {}].flatMap((of) =>
      names.map((name) => of[name]),
    );
    const text = values.find(isTellingText);
    return text === undefined ? '' : closed(glued(lineOf(text, max)));
  }

  /** Reads the body: the endpoint's, else the `message` of the data. */
  body(max: number): string {
    const { message } = this.presentation;
    const own = message.body === null ? null : this.#text('message.body', message.body, max);
    if (own !== null) return glued(cleanText(own, max));
    const value = this.scope.data['message'];
    return isEmptyText(value) ? '' : linesOf(value, max);
  }

  /** Reads the cause on one line; that of the endpoint is none where all of its outputs are empty. */
  cause(max: number): string {
    const { message, type } = this.presentation;
    const told = (template: TextTemplate): string => template.told(this.scope, max * 4, this.words);
    const own = message.cause === null ? null : this.#tried('message.cause', message.cause, told);
    if (own !== null) return cleanLine(own, max);
    return type.cause === null ? '' : this.#line(fieldOf(type, 'cause'), type.cause, max);
  }

  /** Reads the facts of which every output has a text. The first begins a line, so words of the gateway begin it with a capital. */
  facts(): readonly Rich[] {
    const { type } = this.presentation;
    const facts = type.facts
      .map((source, at) => {
        const field = fieldOf(type, `facts[${at}]`);
        const spans = this.#tried(field, source, (template) => template.spans(this.scope, this.words));
        return { source, fact: inOrder(cleanRich(spans ?? [], FACT)) };
      })
      .filter(({ fact }) => fact.length > 0);
    const isOurs = (source: string): boolean =>
      OWN_WORDS.test(source) && eventTypeOf(BUILT_IN, type.type).facts.includes(source);
    return facts.map(({ source, fact }, at) => (at === 0 && isOurs(source) ? capitalised(fact) : fact));
  }

  /** Reads the address of the picture; empty where there is none. */
  image(): string {
    const { type } = this.presentation;
    return type.image === null ? '' : this.#url(fieldOf(type, 'image'), type.image);
  }

  /** Reads the actions of the type, also those that lead nowhere. */
  actions(): readonly Action[] {
    const { type } = this.presentation;
    return type.actions.map(({ label, url, style }, at) => ({
      label: this.#line(fieldOf(type, `actions[${at}].label`), label, 60),
      url: this.#url(fieldOf(type, `actions[${at}].url`), url),
      style: style ?? 'default',
    }));
  }

  /** True where a text of the message reads a field of the data or of its parameters. */
  reads(name: string): boolean {
    const { message, type } = this.presentation;
    const texts = [
      message.title ?? type.headline,
      ...(message.subject === null ? type.subject : [message.subject]),
      ...type.facts,
      message.cause ?? type.cause ?? '',
      message.body ?? '',
    ];
    return texts.some((source) =>
      tried({ field: '', source, faults: [] }, ({ paths }) =>
        [`data.${name}`, `data.parameters.${name}`].some((path) => paths.includes(path)),
      ),
    );
  }

  /** The error of the data, as it came. */
  get error(): unknown {
    return this.scope.data['error'];
  }

  /** Names of the parameters of the job; none where they are no object. */
  get parameters(): readonly string[] {
    const { parameters } = this.scope.data;
    return isObject(parameters) ? Object.keys(parameters) : [];
  }

  #line(field: string, source: string | null, max: number): string {
    return source === null ? '' : cleanLine(this.#text(field, source, max) ?? '', max);
  }

  #text(field: string, source: string, max: number): string | null {
    return this.#tried(field, source, (template) => template.head(this.scope, max * 4, this.words));
  }

  #url(field: string, source: string): string {
    return this.#tried(field, source, (template) => template.url(this.scope, this.words)) ?? '';
  }

  #tried<Result>(field: string, source: string, render: (template: TextTemplate) => Result): Result | null {
    return tried({ field, source, faults: this.faults }, render);
  }
}

/** Begins a line with a capital; an emphasised stretch is a value, and stays. */
function capitalised([first, ...rest]: Rich): Rich {
  if (first === undefined) return [];
  if (first.strong) return [first, ...rest];
  return [{ ...first, text: first.text.charAt(0).toUpperCase() + first.text.slice(1) }, ...rest];
}

function isSame(text: string): (other: string) => boolean {
  return (other) => other.toLowerCase() === text.toLowerCase();
}

/** Renders a template; null, and one fault more, where it cannot be. */
export function tried<Result>(
  {
    field,
    source,
    faults,
  }: { readonly field: string; readonly source: string; readonly faults: TextFault[] },
  render: (template: TextTemplate) => Result,
): Result | null {
  try {
    return render(compileTemplate(source));
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    const { message, line, column } = error;
    faults.push({ field, message, line, column });
    return null;
  }
}

/** Names a text of the catalogue as API and file do. */
function fieldOf({ type }: EventType, field: string): string {
  return `events.${type}.${field}`;
}

import type { GatewayEvent } from '../../modules/model/event.js';
import { isExactNumber } from '../../modules/model/exact-number.js';
import type { PayloadTemplate, PayloadTree } from '../../modules/model/payload.js';
import type { Target, TextFault } from '../adapter.js';
import { headerFault } from '../custom-headers.js';
import { linksOf } from '../notification/actions.js';
import { scopeOf } from '../notification/scope.js';
import { jobIdIn, parseData } from '../plain-value.js';
import { TemplateFault } from '../templates/template-fault.js';
import type { TemplateScope } from '../templates/scope.js';
import { compileTemplate, type TextTemplate } from '../templates/template.js';
import type { Words } from '../values/words.js';

/** Longest body that a payload tree may give, UTF-16 units. */
export const PAYLOAD_BODY_MAX = 2 * 1024 * 1024;

/** A request made of the templates of a payload; `body` is null where the tree failed. */
export interface TemplatedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly faults: readonly TextFault[];
}

/** Fills the templates of a payload. Total: a tree that fails gives no body, a header that fails is left out. */
export function templatedRequest(
  event: GatewayEvent,
  target: Target,
  payload: PayloadTemplate,
): TemplatedRequest {
  const writer = new PayloadWriter(event, target);
  const body = writer.body(payload.body);
  const headers = writer.headers(payload.headers);
  return { headers, body, faults: writer.faults };
}

/** Fills templates for one event and keeps their faults. */
class PayloadWriter {
  readonly faults: TextFault[] = [];
  readonly #scope: TemplateScope;
  readonly #words: Words;
  readonly #brand: string;
  /** JSON of values that a tree repeats, by the template that names them. */
  readonly #values = new Map<string, string>();
  #room = PAYLOAD_BODY_MAX;

  constructor(event: GatewayEvent, target: Target) {
    const data = parseData(event.data);
    const jobId = jobIdIn(data);
    const links = linksOf({ event, data, jobId, presentation: target, faults: this.faults });
    // Applications get the values as they are, those without a meaning to people included.
    this.#scope = { ...scopeOf({ event, data, jobId, links, presentation: target }), data };
    const { locale, zone } = target.message;
    this.#words = { locale, zone, names: target.names };
    this.#brand = target.brand;
  }

  /** Writes the JSON of a tree; null where one of its templates fails or it becomes too long. */
  body(tree: PayloadTree): string | null {
    try {
      return this.#written(tree, 'payload.body');
    } catch (error) {
      this.faults.push(faultOf(error, 'payload.body'));
      return null;
    }
  }

  headers(templates: Readonly<Record<string, string>>): Record<string, string> {
    const headers: Record<string, string> = {};
    for (const [name, source] of Object.entries(templates)) {
      const field = `payload.headers.${name}`;
      try {
        const value = compileTemplate(source).render(this.#scope, this.#words).trim();
        const clause = value === '' ? null : headerFault(name, value, this.#brand);
        if (clause !== null)
          this.faults.push({ field, message: `The header ${clause}.`, line: 1, column: 1 });
        else if (value !== '') headers[name] = value;
      } catch (error) {
        this.faults.push(faultOf(error, field));
      }
    }
    return headers;
  }

  #written(tree: PayloadTree, field: string): string {
    if (typeof tree === 'string') return this.#take(this.#leaf(tree, field), field);
    if (Array.isArray(tree)) {
      const parts = tree.map((part: PayloadTree, at) => this.#written(part, `${field}[${at}]`));
      return this.#take(`[${parts.join(',')}]`, field, 2 + parts.length);
    }
    if (!isBranch(tree)) return this.#take(JSON.stringify(tree), field);
    const parts = Object.entries(tree).map(([name, part]) => {
      const key = JSON.stringify(name);
      return this.#take(`${key}:`, field) + this.#written(part, `${field}.${name}`);
    });
    return this.#take(`{${parts.join(',')}}`, field, 2 + parts.length);
  }

  #leaf(source: string, field: string): string {
    try {
      const template = compileTemplate(source);
      return template.exactPath
        ? this.#value(template)
        : JSON.stringify(template.render(this.#scope, this.#words));
    } catch (error) {
      throw new FieldFailure(faultOf(error, field));
    }
  }

  /** Writes the value of a path with its type; null where there is none. */
  #value(template: TextTemplate): string {
    const known = this.#values.get(template.source);
    if (known !== undefined) return known;
    const text = JSON.stringify(template.value(this.#scope) ?? null);
    this.#values.set(template.source, text);
    return text;
  }

  /** Counts a part of the body: its length, or `units` where its parts are counted already. */
  #take(text: string, field: string, units = text.length): string {
    this.#room -= units;
    if (this.#room >= 0) return text;
    const message = `The body becomes longer than ${PAYLOAD_BODY_MAX} characters.`;
    throw new FieldFailure({ field, message, line: 1, column: 1 });
  }
}

/** Carries the fault of one part of a tree to its root. */
class FieldFailure extends Error {
  constructor(readonly fault: TextFault) {
    super(fault.message);
  }
}

function faultOf(error: unknown, field: string): TextFault {
  if (error instanceof FieldFailure) return error.fault;
  if (error instanceof TemplateFault) {
    const { message, line, column } = error;
    return { field, message, line, column };
  }
  // JSON.stringify gives up on values that are nested some thousand levels deep.
  if (error instanceof RangeError)
    return { field, message: 'The value is nested too deeply.', line: 1, column: 1 };
  throw error;
}

/** True for an object of the tree; a number with more digits than JavaScript keeps is none. */
function isBranch(tree: PayloadTree): tree is { readonly [name: string]: PayloadTree } {
  return typeof tree === 'object' && tree !== null && !isExactNumber(tree);
}

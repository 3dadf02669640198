/** A text of a JSON document. */
export interface JsonLeaf {
  /** Path as the API writes it: `payload.body.items[0].name`. */
  readonly path: string;
  /** Offsets of the raw text between its quotes. */
  readonly begin: number;
  readonly end: number;
}

/** The position of the first fault of a JSON document, and what is wrong there. */
export class JsonFault extends Error {
  override readonly name = 'JsonFault';

  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

// oxlint-disable-next-line no-control-regex -- JSON forbids control characters in texts
const TEXT = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SPACE = /[ \t\n\r]*/y;
const WORD = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/y;

/** Lists the texts of a JSON document with their places. @throws JsonFault */
export function jsonLeaves(json: string, root: string): readonly JsonLeaf[] {
  const reader = new Reader(json);
  reader.value(root);
  reader.end();
  return reader.leaves;
}

/** Finds the fault that keeps a text from being JSON; null where it is JSON. Browsers do not always tell its place. */
export function jsonFault(json: string): JsonFault | null {
  try {
    jsonLeaves(json, '');
    return null;
  } catch (error) {
    if (error instanceof JsonFault) return error;
    throw error;
  }
}

/** Finds the offset in the document of a place in one of its texts, where escapes take several characters. */
export function offsetIn(json: string, { begin, end }: JsonLeaf, index: number): number {
  let at = begin;
  for (let unit = 0; unit < index && at < end; unit++) {
    if (json[at] !== '\\') at += 1;
    else at += json[at + 1] === 'u' ? 6 : 2;
  }
  return Math.min(at, end);
}

/** Deepest nesting that is read: far more than a payload may have, and far less than what overflows the stack. */
const DEPTH_MAX = 200;

class Reader {
  readonly leaves: JsonLeaf[] = [];
  #at = 0;
  #depth = 0;

  constructor(private readonly json: string) {}

  value(path: string): void {
    this.#skip();
    const first = this.json[this.#at];
    if (first === '{') this.#nested(() => this.#object(path));
    else if (first === '[') this.#nested(() => this.#list(path));
    else if (first === '"') this.leaves.push({ path, ...this.#text() });
    else if (this.#match(WORD) === null)
      this.#fail('A value is missing here: a text in double quotes, a number, true, false, null, { or [.');
  }

  end(): void {
    this.#skip();
    if (this.#at < this.json.length) this.#fail('Nothing may follow the value.');
  }

  #nested(read: () => void): void {
    if (this.#depth === DEPTH_MAX)
      this.#fail(`Lists and objects are nested at most ${DEPTH_MAX} levels deep.`);
    this.#depth += 1;
    read();
    this.#depth -= 1;
  }

  #object(path: string): void {
    this.#at += 1;
    if (this.#takes('}')) return;
    do {
      this.#skip();
      if (this.json[this.#at] !== '"') this.#fail('A name in double quotes is missing here.');
      const { begin, end } = this.#text();
      const name = JSON.parse(this.json.slice(begin - 1, end + 1)) as string;
      if (!this.#takes(':')) this.#fail('A colon is missing behind the name.');
      this.value(`${path}.${name}`);
    } while (this.#takes(','));
    if (!this.#takes('}')) this.#fail('A comma or } is missing here.');
  }

  #list(path: string): void {
    this.#at += 1;
    if (this.#takes(']')) return;
    let at = 0;
    do this.value(`${path}[${at++}]`);
    while (this.#takes(','));
    if (!this.#takes(']')) this.#fail('A comma or ] is missing here.');
  }

  #text(): { readonly begin: number; readonly end: number } {
    const begin = this.#at + 1;
    const text = this.#match(TEXT);
    if (text === null) this.#fail('This text is not closed, or has a character that must be escaped.');
    return { begin, end: begin + text!.length - 2 };
  }

  #takes(sign: string): boolean {
    this.#skip();
    if (this.json[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  #skip(): void {
    this.#match(SPACE);
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.json)?.[0] ?? null;
    this.#at += found?.length ?? 0;
    return found;
  }

  #fail(message: string): never {
    throw new JsonFault(message, this.#at);
  }
}

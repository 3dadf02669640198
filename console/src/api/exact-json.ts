/**
 * JSON functions of browsers that keep the text of numbers; in older ones, numbers are shown as JavaScript reads them.
 */
interface RawJson {
  rawJSON?: (text: string) => unknown;
}
type Reviver = (
  this: unknown,
  key: string,
  value: unknown,
  context?: { readonly source?: string },
) => unknown;

/** A number whose decimal value a JavaScript number cannot hold. It is shown and sent as it was written. */
export class ExactNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }

  /** Returns a value that `JSON.stringify` writes with all digits. */
  toJSON(): unknown {
    const { rawJSON } = JSON as RawJson;
    return rawJSON ? rawJSON(this.text) : Number(this.text);
  }
}

/** Finds text that may hold a number that JavaScript changes; most texts hold none. */
const SUSPECT = /(?:^|[\s:,[])(?:-?(?:[\d.]{16}|\d[\d.]*[eE])|-0)/;

/**
 * Parses like `JSON.parse`, but numbers that JavaScript would change become an {@link ExactNumber}. @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  if (!SUSPECT.test(text)) return JSON.parse(text);
  return JSON.parse(text, keepNumber as Parameters<typeof JSON.parse>[1]);
}

/** Tells whether a value is a JSON object, and no {@link ExactNumber}. */
export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber)
  );
}

const keepNumber: Reviver = (_key, value, context) =>
  typeof value === 'number' && context?.source !== undefined && losesValue(value, context.source)
    ? new ExactNumber(context.source)
    : value;

function losesValue(value: number, source: string): boolean {
  return Object.is(value, -0) || decimal(String(value)) !== decimal(source);
}

/** Normalises a decimal value: its digits and the position of the point. */
function decimal(text: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (match === null) return text;
  const [, sign, whole = '', fraction = '', power = '0'] = match;
  const digits = (whole + fraction).replace(/^0+/, '');
  if (digits === '') return '0';
  const exponent = Number(power) + digits.length - fraction.length;
  return `${sign}${digits.replace(/0+$/, '')}e${exponent}`;
}

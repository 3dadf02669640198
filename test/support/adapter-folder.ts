import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { MailRecipients } from '../../src/modules/model/mail-recipients.js';
import type { Outcome } from '../../src/modules/model/outcome.js';
import { messageSchema } from './message-schema.ts';

const ADAPTERS_FOLDER = join(import.meta.dirname, '../../src/adapters');

/** An answer that the target's documents describe, and what it has to mean to the gateway. */
export interface DocumentedAnswer {
  readonly status: number;
  /** Text, or JSON that stands for its text. */
  readonly body: unknown;
  /** Lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Of mail servers alone. */
  readonly recipients?: MailRecipients;
  readonly outcome: Outcome;
}

type Faults = Readonly<Record<string, boolean | readonly unknown[]>>;

/** The files of an adapter's folder that the contract suite reads. */
export interface AdapterFolder {
  /** A URL of the target as it is configured, with the prefix where the target has no host of its own. */
  readonly url: string;
  /** A URL on another host, where messages have another form than on the platform's own; absent where they have the same. */
  readonly elsewhere?: string;
  /** Options that an endpoint needs, by the names of the Options class; none where the defaults are enough. */
  readonly options?: Readonly<Record<string, unknown>>;
  /**
   * Answers that the platform's documents and other projects tell of, by their meaning: a status, then words of headers and body,
   * several with ` + ` between them. Each has a sample in `answers`.
   */
  readonly documented: Readonly<Record<string, readonly string[]>>;
  /** Of `<type>.answers.json`; the first one means success. */
  readonly answers: readonly DocumentedAnswer[];
  /**
   * Lists the faults of a body by kind; empty where it has none. `<type>.oracle.ts` judges bodies that keep to
   * `<type>.schema.json`.
   */
  faultsOf(body: string): Faults;
  /** Lists the mentions that the platform makes of a body, as an endpoint writes them. */
  pingsOf(body: string): readonly string[];
  /** Lists the addresses that a body leads to. */
  linksOf(body: string): readonly string[];
  /** Lists the texts that a reader of the platform sees of a body, times left out; null where programs alone read it. */
  seenOf(body: string): readonly string[] | null;
  /** Options of the adapter, hostile ones too. */
  readonly arbitraryOptions: fc.Arbitrary<object>;
}

interface Oracle {
  faultsOf(body: string): Faults;
  pingsOf?(body: string): readonly string[];
  linksOf?(body: string): readonly string[];
  seenOf?(body: string): readonly string[];
  readonly arbitraryOptions?: fc.Arbitrary<object>;
}

/** Types of all adapters that have a folder; the other folders hold what adapters share. */
export function adapterFolders(): readonly string[] {
  return readdirSync(ADAPTERS_FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(fileOf(entry.name, 'adapter.ts')))
    .map(({ name }) => name);
}

export function fileOf(type: string, suffix: string): string {
  return join(ADAPTERS_FOLDER, type, `${type}.${suffix}`);
}

/** Reads a body for its schema: JSON, or the fields of a form; the last of several fields of one name. */
export function readBody(body: string): unknown {
  const [, boundary] = /^--(\S+)\r\n/.exec(body) ?? [];
  if (boundary !== undefined) {
    const parts = body.split(`--${boundary}`).slice(1, -1);
    return Object.fromEntries(
      parts.map((part) => [/name="([^"]*)"/.exec(part)?.[1], part.slice(part.indexOf('\r\n\r\n') + 4, -2)]),
    );
  }
  return /^[{[]/.test(body) ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
}

/** True where the console draws the adapter's messages. */
export function hasPreview(type: string): boolean {
  return existsSync(join(ADAPTERS_FOLDER, type, 'preview', `${type}.preview.tsx`));
}

/** Returns the URL of an endpoint whose messages are drawn: on the platform's own host where that makes a difference. */
export function drawnUrl(type: string): string {
  const { url, elsewhere } = documentedOf(type);
  return elsewhere === undefined ? 'https://app.example.test/hook' : url;
}

/** Reads `<type>.answers.json`. */
function documentedOf(
  type: string,
): Pick<AdapterFolder, 'url' | 'elsewhere' | 'options' | 'documented' | 'answers'> {
  return JSON.parse(readFileSync(fileOf(type, 'answers.json'), 'utf8')) as AdapterFolder;
}

export async function adapterFolder(type: string): Promise<AdapterFolder> {
  const { options = {}, ...documented } = documentedOf(type);
  const schemaFaults = messageSchema(type);
  const oracle: Oracle = existsSync(fileOf(type, 'oracle.ts'))
    ? ((await import(`../../src/adapters/${type}/${type}.oracle.ts`)) as Oracle)
    : { faultsOf: () => ({}) };
  const { pingsOf = () => [], linksOf = () => [], arbitraryOptions = fc.constant({}) } = oracle;
  const seenOf = (body: string): readonly string[] | null => oracle.seenOf?.(body) ?? null;
  const faultsOf = (body: string): Faults => {
    const schema = schemaFaults(readBody(body));
    if (schema.length > 0) return { schema };
    const found = Object.entries(oracle.faultsOf(body)).filter(([, fault]) =>
      Array.isArray(fault) ? fault.length > 0 : fault,
    );
    return Object.fromEntries(found);
  };
  return { ...documented, options, faultsOf, pingsOf, linksOf, seenOf, arbitraryOptions };
}

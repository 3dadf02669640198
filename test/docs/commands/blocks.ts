import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');
const OUTSIDE = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'examples/README.md',
  'clients/node/README.md',
];
const SHELL = new Set(['sh', 'bash', 'shell', 'console', 'zsh']);

/** A fenced block of a page, with what a comment before it, `<!-- docs: … -->`, says of it. */
export interface Block {
  /** Path of the page from the repository's folder, and the line of the fence. */
  readonly page: string;
  readonly line: number;
  readonly language: string;
  readonly code: string;
  readonly note: Note | null;
}

/**
 * The use of a block:
 * - `file`: it is written into the page's folder, under `name`;
 * - `run`: a program that is run to its end;
 * - `serves`: a command that goes on running under `name`; the page goes on once it has printed `until`;
 * - `output`: lines that the last command has printed, or the one that goes on running as `name`.
 */
export type Note =
  | { readonly kind: 'file'; readonly name: string }
  | { readonly kind: 'run' }
  | { readonly kind: 'serves'; readonly name: string; readonly until: string }
  | { readonly kind: 'output'; readonly name: string | null };

/** The pages that are read for commands, from the repository's folder. */
export function pages(): readonly string[] {
  const docs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.md') && !name.startsWith('.vitepress/'));
  return [...OUTSIDE, ...docs.toSorted().map((name) => `docs/${name}`)];
}

/** Reads the blocks of a page that are commands, or that a note speaks of. */
export function blocksOf(page: string): readonly Block[] {
  return fencesIn(page, readFileSync(join(ROOT, page), 'utf8')).filter(
    ({ language, note }) => SHELL.has(language) || note !== null,
  );
}

/** Reads all fenced blocks of a text. */
export function fencesIn(page: string, text: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = text.split('\n');
  for (let at = 0, note: Note | null = null; at < lines.length; at++) {
    const [, indent = '', fence, language = ''] = /^(\s*)(`{3,})\s*(\S*)/.exec(lines[at]!) ?? [];
    const said = /^\s*<!-- docs: (.*?) -->\s*$/.exec(lines[at]!)?.[1];
    if (said !== undefined) note = noteOf(said, `${page}:${at + 1}`);
    if (fence !== undefined) {
      const end = lines.findIndex((line, n) => n > at && line.trim() === fence);
      const code = lines.slice(at + 1, end).map((line) => line.slice(indent.length));
      blocks.push({ page, line: at + 1, language, code: code.join('\n'), note });
      at = end;
    }
    if (said === undefined && lines[at]!.trim() !== '') note = null;
  }
  return blocks;
}

function noteOf(said: string, where: string): Note {
  const [, file] = /^file (\S+)$/.exec(said) ?? [];
  if (file !== undefined) return { kind: 'file', name: file };
  const [, name, until] = /^serves (\S+) until "(.+)"$/.exec(said) ?? [];
  if (name !== undefined && until !== undefined) return { kind: 'serves', name, until };
  const [output, of = null] = /^output(?: of (\S+))?$/.exec(said) ?? [];
  if (output !== undefined) return { kind: 'output', name: of };
  if (said === 'run') return { kind: 'run' };
  throw new Error(
    `${where}: "docs: ${said}" is none of file NAME, run, serves NAME until "TEXT", output, output of NAME`,
  );
}

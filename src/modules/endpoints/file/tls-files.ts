import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FieldFault } from '../../model/refusal.js';
import { PEM_MAX } from '../../net/tls-material.js';

const IN_FILES = ['ca', 'cert', 'key'] as const;

/**
 * Replaces the paths in `tls.ca`, `tls.cert` and `tls.key` of an entry by the PEM texts of those files.
 *
 * @param folder that relative paths start from
 */
export function withTlsFiles(
  entry: unknown,
  folder: string,
): { readonly value: unknown; readonly faults: readonly FieldFault[] } {
  const tls = member(entry, 'tls');
  if (tls === null) return { value: entry, faults: [] };
  const faults: FieldFault[] = [];
  const read = IN_FILES.flatMap((part) => {
    const path: unknown = Reflect.get(tls, part);
    if (typeof path !== 'string' || path.trim() === '' || path.includes('-----BEGIN')) return [];
    const text = textOf(resolve(folder, path));
    if (typeof text === 'string') return [[part, text] as const];
    const message = `tls.${part} names a file that ${text.problem}: ${path.slice(0, 200)}.`;
    faults.push({ field: `tls.${part}`, message });
    return [];
  });
  return { value: { ...(entry as object), tls: { ...tls, ...Object.fromEntries(read) } }, faults };
}

function textOf(file: string): string | { readonly problem: string } {
  try {
    if (statSync(file).size > PEM_MAX) return { problem: `has over ${PEM_MAX} bytes` };
    return readFileSync(file, 'utf8');
  } catch (cause) {
    return { problem: `cannot be read (${(cause as NodeJS.ErrnoException).code})` };
  }
}

function member(entry: unknown, name: string): object | null {
  const value: unknown = typeof entry === 'object' && entry !== null ? Reflect.get(entry, name) : null;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
}

import { readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { GatewayError } from '../model/gateway-error.js';
import { cutLines, faultyLines } from './env-file-lines.js';
import type { Variables } from './read-environment.js';

/** The content of a `.env` file. */
export interface EnvFile {
  readonly variables: Variables;
  /** Sentences for the log, free of secrets. */
  readonly warnings: readonly string[];
}

/**
 * Reads the variables of a `.env` file; none when there is no such file.
 * @throws GatewayError `invalid_env_file` when the file exists and cannot be read or understood.
 */
export function readEnvFile(file: string): EnvFile {
  const bytes = readBytes(file);
  if (bytes === null) return { variables: {}, warnings: [] };
  const text = decode(file, bytes);
  const faults = faultyLines(text);
  if (faults.length > 0) {
    throw new GatewayError('invalid_env_file', `${file} cannot be understood: ${faults.join('; ')}.`);
  }
  const warnings = cutLines(text).map(
    (line) => `${file}, line ${line}: without quotes the value ends at the #.`,
  );
  return { variables: parse(text), warnings };
}

function readBytes(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new GatewayError('invalid_env_file', `${file} is there but cannot be read (${code}).`, { cause });
  }
}

/** Decodes UTF-8 and drops a byte order mark. Another encoding is an error: dotenv would find no variables in it. */
function decode(file: string, bytes: Buffer): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // The error below covers both text that is not UTF-8 and text with NUL characters.
  }
  throw new GatewayError('invalid_env_file', `${file} is not UTF-8 text.`);
}

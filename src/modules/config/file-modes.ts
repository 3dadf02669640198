import { statSync } from 'node:fs';
import { platform } from 'node:os';

const OTHERS = 0o077;
const WRITABLE_BY_OTHERS = 0o022;

/**
 * Warns about a data directory that other users may write to, and about files in it that they may read. Missing files are
 * skipped. Windows has no such modes, so there are no warnings.
 *
 * @param directory the gateway's data directory
 * @param files keys and databases, by path
 */
export function modeWarnings(directory: string, files: readonly string[]): readonly string[] {
  if (platform() === 'win32') return [];
  const folder = modeOf(directory);
  const open = files.flatMap((file) => {
    const mode = modeOf(file);
    return mode !== null && (mode & OTHERS) !== 0
      ? [`Other users of this machine can open ${file} (mode ${octal(mode)}): run chmod 600 ${file}.`]
      : [];
  });
  return folder !== null && (folder & WRITABLE_BY_OTHERS) !== 0
    ? [
        `Other users of this machine can replace files in ${directory} (mode ${octal(folder)}): run chmod 700 ${directory}.`,
        ...open,
      ]
    : open;
}

function modeOf(path: string): number | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? null : stats.mode & 0o777;
}

function octal(mode: number): string {
  return mode.toString(8).padStart(3, '0');
}

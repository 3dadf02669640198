import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { TempFolder } from '../../../test/support/temp-folder.js';
import { memoryLimit } from './memory-limit.js';

const MIB = 1024 * 1024;
const MACHINE = 8192 * MIB;

/** Reads the limit in a system that shows these files below /sys/fs/cgroup, and the process in these groups. */
function limitIn(
  groups: readonly string[],
  files: Readonly<Record<string, string>>,
  machine = MACHINE,
): number | null {
  using folder = new TempFolder();
  const own = folder.file('own');
  writeFileSync(own, `${groups.join('\n')}\n`);
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder.path, 'root', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${text}\n`);
  }
  return memoryLimit({ own, root: folder.file('root') }, machine);
}

describe(memoryLimit.name, () => {
  it('is that of the own group (version 2)', () => {
    const files = { 'a/memory.max': String(512 * MIB), 'other/memory.max': String(128 * MIB) };
    expect(limitIn(['0::/a'], files)).toBe(512 * MIB);
  });

  it('is the smallest of the own group and those around it', () => {
    const files = { 'a/memory.max': String(256 * MIB), 'a/b/memory.max': 'max' };
    expect(limitIn(['0::/a/b'], files)).toBe(256 * MIB);
  });

  it('is that at the root of the hierarchy, where a container shows its own group', () => {
    expect(limitIn(['0::/'], { 'memory.max': String(256 * MIB) })).toBe(256 * MIB);
    // The path is that of the host, and is not there.
    const files = { 'memory/memory.limit_in_bytes': String(300 * MIB) };
    expect(limitIn(['4:memory:/docker/abc'], files)).toBe(300 * MIB);
  });

  it('is that of the memory hierarchy (version 1), whatever others say', () => {
    const files = { 'memory/a/memory.limit_in_bytes': String(400 * MIB), 'cpu/a/memory.max': String(MIB) };
    expect(limitIn(['5:cpu,cpuacct:/a', '4:memory:/a', '0::/'], files)).toBe(400 * MIB);
  });

  it('is the memory of a machine that has little, as of a small virtual machine, which no group limits', () => {
    expect(limitIn([], {}, 220 * MIB)).toBe(220 * MIB);
    expect(limitIn(['0::/a'], { 'a/memory.max': 'max' }, 512 * MIB)).toBe(512 * MIB);
    expect(limitIn(['0::/a'], { 'a/memory.max': String(256 * MIB) }, 512 * MIB)).toBe(256 * MIB);
  });

  it.each([
    ['there are no control groups', [], {}],
    ['the group has none (version 2)', ['0::/a'], { 'a/memory.max': 'max' }],
    [
      'the group has none (version 1)',
      ['4:memory:/'],
      { 'memory/memory.limit_in_bytes': '9223372036854771712' },
    ],
    ['it is that of the machine', ['0::/'], { 'memory.max': String(MACHINE) }],
    ['it is nonsense', ['0::/'], { 'memory.max': '0' }],
  ])('is none where %s', (_, groups, files) => {
    expect(limitIn(groups, files as Record<string, string>)).toBeNull();
  });
});

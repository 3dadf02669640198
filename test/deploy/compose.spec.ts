import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

interface Service {
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly read_only?: boolean;
  readonly depends_on?: object;
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

/** The variables of the gateway, from the list that is made of its code. */
const VARIABLES = new Set(read('.env.example').match(/(?<=^#? ?)[A-Z][A-Z_0-9]+(?==)/gm));

describe.each(['compose.yaml', 'compose.postgres.yaml'])('%s', (file) => {
  const { services, volumes } = parse(read(file)) as Compose;
  const gateway = services['gateway']!;

  it('sets variables that the gateway knows', () => {
    const names = Object.keys(gateway.environment!);
    expect(names.filter((name) => !VARIABLES.has(name))).toEqual([]);
  });

  it('asks for keys, and holds none', () => {
    for (const [name, value] of Object.entries(gateway.environment!).filter(([name]) => /KEY/.test(name)))
      expect(value).toMatch(new RegExp(`^\\$\\{${name}:\\?`));
  });

  it('runs the gateway on a read-only root file system with a place for its data', () => {
    expect(gateway.read_only).toBe(true);
    const places = [...(gateway.volumes ?? []), ...(gateway.tmpfs ?? [])];
    expect(places.some((place) => /(^|:)\/data(:|$)/.test(place))).toBe(true);
  });

  it('names volumes and services that it declares, and files that exist', () => {
    for (const { volumes: mounted = [], depends_on: needed = {} } of Object.values(services)) {
      for (const source of mounted.map((mount) => mount.split(':')[0]!))
        expect(source.startsWith('.') ? existsSync(join(ROOT, source)) : source in volumes).toBe(true);
      const names = Array.isArray(needed) ? (needed as string[]) : Object.keys(needed);
      for (const name of names) expect(services).toHaveProperty(name);
    }
  });
});

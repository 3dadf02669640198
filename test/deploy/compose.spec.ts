import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { loadConfig } from '../../src/modules/config/load-config.js';
import { parseDuration } from '../../src/modules/config/parse-duration.js';

const ROOT = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

/** The Dockerfile, which tells port, user and health check of the image. */
const dockerfile = read('Dockerfile');
const [, user] = /^USER (\S+)$/m.exec(dockerfile)!;
const [, volume] = /^VOLUME (\S+)$/m.exec(dockerfile)!;
const [, port] = /^EXPOSE (\d+)$/m.exec(dockerfile)!;

/** Settings that the image makes, and keys, without which a gateway does not listen on all addresses. */
const INSIDE = {
  HOST: /^ +HOST=(\S+) /m.exec(dockerfile)![1]!,
  WEBHOOK_EMIT_KEYS: 'emit-Vq8zL2mX7wRt5KpN',
  WEBHOOK_ADMIN_KEYS: 'admin-Hs4dJ9bYc3GfZ6uT',
};

interface Service {
  readonly ports?: readonly string[];
  readonly stop_grace_period?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly read_only?: boolean;
  readonly depends_on?: object;
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly networks?: {
    readonly default: { readonly ipam: { readonly config: readonly { subnet: string }[] } };
  };
}

/** The variables of the gateway, from the list that is made of its code. */
const VARIABLES = new Set(read('.env.example').match(/(?<=^#? ?)[A-Z][A-Z_0-9]+(?==)/gm));

describe.each(['compose.yaml', 'compose.postgres.yaml'])('%s', (file) => {
  const { services, volumes, networks } = parse(read(file)) as Compose;
  const gateway = services['gateway']!;

  it('sets variables that the gateway knows', () => {
    const names = Object.keys(gateway.environment!);
    expect(names.filter((name) => !VARIABLES.has(name))).toEqual([]);
  });

  it('says of each variable that is required what to put into .env', () => {
    const messages = [...read(file).matchAll(/\$\{\w+:\?([^}]*)\}/g)].map(([, message]) => message);
    expect(messages.length).toBeGreaterThan(0);
    for (const message of messages) expect(message).toMatch(/^Put .+ into \.env, from openssl rand /);
  });

  it('asks for keys, and holds none', () => {
    for (const [name, value] of Object.entries(gateway.environment!).filter(([name]) => /KEY/.test(name)))
      expect(value).toMatch(new RegExp(`^\\$\\{${name}:\\?`));
  });

  it('runs the gateway on a read-only root file system with a place for its data, which its user owns', () => {
    expect(gateway.read_only).toBe(true);
    const [uid, gid] = user!.split(':');
    const places = [`data:${volume}`, `${volume}:uid=${uid},gid=${gid},mode=0700`];
    expect(places).toContain([...(gateway.volumes ?? []), ...(gateway.tmpfs ?? [])].join());
  });

  it('opens one port on the loopback interface, of the gateway or of the proxy before it', () => {
    const entrance = services['caddy'] ?? gateway;
    expect(Object.values(services).flatMap(({ ports = [] }) => ports)).toEqual(entrance.ports);
    expect(entrance.ports).toEqual([`127.0.0.1:3000:${port}`]);
    const proxy = read('deploy/caddy/compose.Caddyfile');
    expect(proxy).toContain(`\n:${port} {`);
    expect(proxy).toContain(`dynamic a gateway ${port} {`);
  });

  it('trusts the network of the proxy alone', () => {
    expect(gateway.environment!['WEBHOOK_TRUST_PROXY']).toBe(networks?.default.ipam.config[0]!.subnet);
  });

  it('gives the gateway the time to end its attempts', () => {
    const { timeoutMs, shutdownGraceMs } = loadConfig(INSIDE, { envFile: null }).config;
    expect(parseDuration(gateway.stop_grace_period!)).toBeGreaterThanOrEqual(
      timeoutMs + shutdownGraceMs + 10_000,
    );
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

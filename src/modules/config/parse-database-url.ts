import { Malformed } from './malformed.js';
import type { DatabaseTarget } from './gateway-config.js';

const ACCEPTED =
  'sqlite:./data/gateway.db, sqlite:///absolute/path.db or postgres://user:password@host:5432/database ' +
  '(special characters of user and password percent-encoded)';

const fault = (problem: string) => new Malformed([problem], ACCEPTED);

/** Where the store lives; a relative SQLite file stays relative to the working directory. */
export function parseDatabaseUrl(text: string): DatabaseTarget | Malformed {
  if (text.includes(':memory:'))
    return fault('keeps events in memory, where they would not survive a restart');
  if (/^sqlite:/i.test(text)) return readSqlite(text.slice('sqlite:'.length));
  if (/^postgres(ql)?:\/\//i.test(text)) return readPostgres(text);
  return fault('names no known database');
}

function readSqlite(path: string): DatabaseTarget | Malformed {
  if (/^\/\/[^/]/.test(path)) return fault('has two slashes, which would make the first folder a host');
  if (/[?#]/.test(path)) return fault('has parameters, which SQLite files do not take here');
  if (path === '' || /[/\\]\.{0,2}$|^\.{1,2}$/.test(path)) return fault('names no file');
  if (/^file:/i.test(path)) return fault('has file: in front of the path');
  return { driver: 'sqlite', file: path.replace(/^\/{2,}/, '/') };
}

function readPostgres(url: string): DatabaseTarget | Malformed {
  if (/\s/.test(url)) return fault('contains white space');
  if (!URL.canParse(url)) return fault('cannot be read as a URL');
  const { pathname, search, hash } = new URL(url);
  // An @ this late is the tail of a password cut at its own /, ? or #.
  if (`${pathname}${search}${hash}`.includes('@')) return fault('has an @ behind the host');
  return { driver: 'postgres', url };
}

import { isDecodable } from '../model/decodable.js';
import { Malformed } from './malformed.js';

/** The database of the store. */
export type DatabaseTarget =
  | { readonly driver: 'sqlite'; readonly file: string }
  | { readonly driver: 'postgres'; readonly url: string };

const ACCEPTED =
  'sqlite:./data/gateway.db, sqlite:///absolute/path.db or postgres://user:password@host:5432/database ' +
  '(special characters of user and password percent-encoded)';

const fault = (problem: string) => new Malformed([problem], ACCEPTED);

/** Reads the URL of the database; a relative SQLite file stays relative to the working directory. */
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
  const { pathname, search, hash, username, password } = new URL(url);
  if (!isDecodable(username + password + pathname))
    return fault('has a % that two hexadecimal digits do not follow, or that encodes no UTF-8');
  // An @ behind the host belongs to a password that was cut at a /, ? or # of its own.
  if (`${pathname}${search}${hash}`.includes('@')) return fault('has an @ behind the host');
  return { driver: 'postgres', url };
}

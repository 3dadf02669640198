import { Resolver, type RecordWithTtl } from 'node:dns';
import type { FamilyAnswer } from './families.js';

/** Waits before a question without an answer is repeated to the next name server, ms. */
const REPEAT_AFTER_MS: readonly number[] = [500, 800, 1_200];
/** Share of such a wait by which look-ups that began together are spread. */
const JITTER = 0.3;
/** Time that the list of the system's name servers is cached, ms. */
const SERVER_LIST_TTL_MS = 1_000;

/** Errors that mean: the name does not exist, has no such record, or is invalid. */
const NONE: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME', 'ENONAME', 'EBADQUERY']);
const WHY: Readonly<Record<string, string>> = {
  ESERVFAIL: 'the name server answered SERVFAIL',
  EREFUSED: 'the name server refused the question',
  ECONNREFUSED: 'no name server could be reached',
  EBADRESP: 'the name server gave an answer that cannot be read',
  EFORMERR: 'the name server did not understand the question',
  ENOTIMP: 'the name server does not answer such questions',
};

/**
 * Queries the name servers of the system, or given ones, with c-ares: on the event loop, without libuv's thread pool,
 * which file access and other look-ups need.
 */
export class NameServers {
  readonly #servers: readonly string[];
  /** Rotation of the list: the server that answered last comes first. */
  #first = 0;
  #system: { readonly until: number; readonly servers: readonly string[] } = { until: 0, servers: [] };

  /**
   * @param servers `address` or `address:port`, IPv6 in brackets; empty: those of the system at the time of each
   * look-up
   */
  constructor(servers: readonly string[] = []) {
    this.#servers = servers;
  }

  /** Opens the questions of one look-up, which end together. */
  open(deadline: number): Questions {
    const first = this.#first;
    return new Questions(deadline, {
      count: this.#list().length,
      resolver: (nth, timeoutMs) => this.#resolver(first + nth, timeoutMs),
      answered: (nth) => {
        this.#first = first + nth;
      },
    });
  }

  /** Makes a resolver for one look-up and try, with its own sockets and so its own source port. */
  #resolver(rotation: number, timeout: number): Resolver {
    const resolver = new Resolver({ timeout, tries: 1 });
    const servers = this.#list();
    const start = rotation % Math.max(servers.length, 1);
    if (this.#servers.length === 0 && start === 0) return resolver;
    try {
      resolver.setServers([...servers.slice(start), ...servers.slice(0, start)]);
    } catch {
      // A server of the system has a zone in its address, which `setServers` refuses: the order stays.
    }
    return resolver;
  }

  /** Returns the servers. Making a resolver reads files of the system, so the list is cached. */
  #list(): readonly string[] {
    if (this.#servers.length > 0) return this.#servers;
    const now = performance.now();
    if (now >= this.#system.until)
      this.#system = { until: now + SERVER_LIST_TTL_MS, servers: new Resolver().getServers() };
    return this.#system.servers;
  }
}

/** The name servers for one look-up. */
interface ServerList {
  readonly count: number;
  /** Returns a resolver that asks the nth server first; `nth` wraps around. */
  readonly resolver: (nth: number, timeoutMs: number) => Resolver;
  readonly answered: (nth: number) => void;
}

/**
 * The questions of one look-up. Packets get lost and name servers may be slow, so a question is repeated while the
 * earlier ones stay open; the first answer counts.
 */
export class Questions {
  readonly #deadline: number;
  readonly #servers: ServerList;
  readonly #resolvers: Resolver[] = [];

  constructor(deadline: number, servers: ServerList) {
    this.#deadline = deadline;
    this.#servers = servers;
  }

  /** Asks for the addresses of one family under a full name. */
  ask(name: string, family: 4 | 6): Promise<FamilyAnswer> {
    const query = (nth: number, heard: Heard): void => {
      const resolver = (this.#resolvers[nth] ??= this.#servers.resolver(nth, this.#left()));
      if (family === 4) resolver.resolve4(name, { ttl: true }, heard);
      else resolver.resolve6(name, { ttl: true }, heard);
    };
    return new Promise((resolve) => new Question(query, this.#servers, this.#left(), resolve));
  }

  /** Gives up all open questions and closes their sockets. */
  close(): void {
    for (const resolver of this.#resolvers) resolver.cancel();
  }

  #left(): number {
    return Math.max(1, Math.ceil(this.#deadline - performance.now()));
  }
}

type Heard = (error: NodeJS.ErrnoException | null, records: readonly RecordWithTtl[]) => void;

/**
 * One question, repeated until a server answers or its time is up. An error of one server does not count while others
 * may answer.
 */
class Question {
  readonly #query: (nth: number, heard: Heard) => void;
  readonly #servers: ServerList;
  readonly #overdue: NodeJS.Timeout;
  readonly #resolve: (answer: FamilyAnswer) => void;
  #again: NodeJS.Timeout | undefined;
  #asked = 0;
  #open = 0;
  #over = false;
  #otherwise: FamilyAnswer = { kind: 'late' };

  constructor(
    query: (nth: number, heard: Heard) => void,
    servers: ServerList,
    withinMs: number,
    resolve: (answer: FamilyAnswer) => void,
  ) {
    this.#query = query;
    this.#servers = servers;
    this.#resolve = resolve;
    this.#overdue = setTimeout(() => this.#end(this.#otherwise), withinMs);
    this.#ask();
  }

  #ask(): void {
    clearTimeout(this.#again);
    const nth = this.#asked++;
    this.#open++;
    this.#query(nth, (error, records) => this.#hear(nth, toAnswer(error, records)));
    const wait = REPEAT_AFTER_MS[nth];
    if (wait === undefined) return;
    this.#again = setTimeout(() => this.#ask(), wait * (1 + JITTER * Math.random()));
  }

  #hear(nth: number, answer: FamilyAnswer): void {
    if (this.#over || answer.kind === 'late') return;
    if (answer.kind !== 'failed') {
      this.#servers.answered(nth);
      return this.#end(answer);
    }
    this.#open--;
    this.#otherwise = answer;
    if (this.#asked < this.#servers.count) this.#ask();
    else if (this.#open === 0) this.#end(answer);
  }

  #end(answer: FamilyAnswer): void {
    this.#over = true;
    clearTimeout(this.#again);
    clearTimeout(this.#overdue);
    this.#resolve(answer);
  }
}

function toAnswer(error: NodeJS.ErrnoException | null, records: readonly RecordWithTtl[]): FamilyAnswer {
  if (error === null) {
    const ttlMs = Math.min(...records.map(({ ttl }) => ttl)) * 1_000;
    return { kind: 'found', addresses: records.map(({ address }) => address), ttlMs };
  }
  const code = error.code ?? '';
  if (NONE.has(code)) return { kind: 'none' };
  if (code === 'ETIMEOUT' || code === 'ECANCELLED') return { kind: 'late' };
  return { kind: 'failed', why: WHY[code] ?? `the name server could not be asked: ${code}` };
}

import { Resolver, type RecordWithTtl } from 'node:dns';
import type { FamilyAnswer } from './families.js';

/** When a question without an answer is asked once more, of the next name server: ms after the one before. */
const AGAIN_MS: readonly number[] = [500, 800, 1_200];
/** The part of that wait by which look-ups that began together are drawn apart. */
const JITTER = 0.3;
/** How long the list of the system's name servers is kept, ms. */
const SYSTEM_KEPT_MS = 1_000;

/** The name does not exist, has no such record, or can be no name. */
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
 * The name servers of the system, or those given, asked through c-ares: on the event loop, without libuv's pool of threads,
 * which file access and other look-ups need.
 */
export class NameServers {
  readonly #servers: readonly string[];
  /** By how much the list is rotated: begins with the server that answered last. */
  #first = 0;
  #system: { readonly until: number; readonly servers: readonly string[] } = { until: 0, servers: [] };

  /** @param servers `address` or `address:port`, IPv6 in brackets; none: those of the system, as they are now */
  constructor(servers: readonly string[] = []) {
    this.#servers = servers;
  }

  /** For the questions of one look-up, which end together. */
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

  /** A resolver of its own for each look-up and try: each has its own sockets, so its own source port. */
  #resolver(rotation: number, timeout: number): Resolver {
    const resolver = new Resolver({ timeout, tries: 1 });
    const servers = this.#list();
    const start = rotation % Math.max(servers.length, 1);
    if (this.#servers.length === 0 && start === 0) return resolver;
    try {
      resolver.setServers([...servers.slice(start), ...servers.slice(0, start)]);
    } catch {
      // A server of the system that is written with a zone: the order stays as it is.
    }
    return resolver;
  }

  /** Making a resolver reads the files of the system: not for each look-up only to count the servers. */
  #list(): readonly string[] {
    if (this.#servers.length > 0) return this.#servers;
    const now = performance.now();
    if (now >= this.#system.until)
      this.#system = { until: now + SYSTEM_KEPT_MS, servers: new Resolver().getServers() };
    return this.#system.servers;
  }
}

/** The name servers for one look-up. */
interface Round {
  readonly count: number;
  /** Asks the nth of them first, counted on past the last. */
  readonly resolver: (nth: number, timeoutMs: number) => Resolver;
  readonly answered: (nth: number) => void;
}

/**
 * The questions of one look-up. A packet may be lost and a name server may be slow, so a question is asked again while the
 * earlier ones stay open; the first answer counts.
 */
export class Questions {
  readonly #deadline: number;
  readonly #round: Round;
  readonly #resolvers: Resolver[] = [];

  constructor(deadline: number, round: Round) {
    this.#deadline = deadline;
    this.#round = round;
  }

  /** The addresses of one family under a full name. */
  ask(name: string, family: 4 | 6): Promise<FamilyAnswer> {
    const query = (nth: number, heard: Heard): void => {
      const resolver = (this.#resolvers[nth] ??= this.#round.resolver(nth, this.#left()));
      if (family === 4) resolver.resolve4(name, { ttl: true }, heard);
      else resolver.resolve6(name, { ttl: true }, heard);
    };
    return new Promise((resolve) => new Question(query, this.#round, this.#left(), resolve));
  }

  /** Gives up what is still open, and the sockets. */
  close(): void {
    for (const resolver of this.#resolvers) resolver.cancel();
  }

  #left(): number {
    return Math.max(1, Math.ceil(this.#deadline - performance.now()));
  }
}

type Heard = (error: NodeJS.ErrnoException | null, records: readonly RecordWithTtl[]) => void;

/** One question, asked until somebody answers it or its time is up. A server that fails to answer leaves it to the others. */
class Question {
  readonly #query: (nth: number, heard: Heard) => void;
  readonly #round: Round;
  readonly #overdue: NodeJS.Timeout;
  readonly #resolve: (answer: FamilyAnswer) => void;
  #again: NodeJS.Timeout | undefined;
  #asked = 0;
  #open = 0;
  #over = false;
  #otherwise: FamilyAnswer = { kind: 'late' };

  constructor(
    query: (nth: number, heard: Heard) => void,
    round: Round,
    withinMs: number,
    resolve: (answer: FamilyAnswer) => void,
  ) {
    this.#query = query;
    this.#round = round;
    this.#resolve = resolve;
    this.#overdue = setTimeout(() => this.#end(this.#otherwise), withinMs);
    this.#ask();
  }

  #ask(): void {
    clearTimeout(this.#again);
    const nth = this.#asked++;
    this.#open++;
    this.#query(nth, (error, records) => this.#hear(nth, toAnswer(error, records)));
    const wait = AGAIN_MS[nth];
    if (wait === undefined) return;
    this.#again = setTimeout(() => this.#ask(), wait * (1 + JITTER * Math.random()));
  }

  #hear(nth: number, answer: FamilyAnswer): void {
    if (this.#over || answer.kind === 'late') return;
    if (answer.kind !== 'failed') {
      this.#round.answered(nth);
      return this.#end(answer);
    }
    this.#open--;
    this.#otherwise = answer;
    if (this.#asked < this.#round.count) this.#ask();
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

import { parentPort, workerData } from 'node:worker_threads';
import { Clock } from '../../../model/clock.js';
import type { Commit } from '../../commits.js';
import type { Store } from '../../store.js';
import { openSqliteStore } from '../open.js';
import { toFailure, type Answer, type Call, type Request, type Response } from './messages.js';

/** A clock that shows the caller's time, as the latest calls brought it. */
class CallersClock extends Clock {
  time: number;

  constructor(time: number) {
    super();
    this.time = time;
  }

  now(): number {
    return this.time;
  }
}

/** Collects answers and sends those of one iteration of the event loop together, with the commits that made them. */
class Answers {
  #waiting: Answer[] = [];
  #commits: Commit[] = [];

  add(answer: Answer): void {
    if (this.#waiting.push(answer) === 1) setImmediate(() => this.send());
  }

  commit(commit: Commit): void {
    this.#commits.push(commit);
  }

  send(): void {
    if (this.#waiting.length > 0) post({ kind: 'answers', answers: this.#waiting, commits: this.#commits });
    this.#waiting = [];
    this.#commits = [];
  }
}

function post(response: Response): void {
  parentPort!.postMessage(response);
}

async function perform(store: Store, { id, port, method, args }: Call): Promise<Answer> {
  try {
    const work = Reflect.get(store[port], method) as (...values: readonly unknown[]) => Promise<unknown>;
    return { id, value: await Reflect.apply(work, store[port], args) };
  } catch (error) {
    return { id, failure: toFailure(error) };
  }
}

/** Data with which the thread is started. */
interface Opened {
  readonly file: string;
  /** Time of the caller, Unix ms. */
  readonly now: number;
  /** Cache of each connection, bytes. */
  readonly cacheBytes: number;
}

async function serve({ file, cacheBytes }: Opened, clock: CallersClock): Promise<void> {
  const store = await openSqliteStore(file, clock, cacheBytes);
  const answers = new Answers();
  store.commits.listen((commit) => answers.commit(commit));
  const underWay = new Set<Promise<void>>();
  parentPort!.on('message', (request: Request) => {
    if (request.kind === 'close') {
      void close(store, underWay, answers);
      return;
    }
    clock.time = request.now;
    for (const call of request.calls) {
      const done = perform(store, call)
        .then((answer) => answers.add(answer))
        .finally(() => underWay.delete(done));
      underWay.add(done);
    }
  });
  post({ kind: 'open' });
}

async function close(store: Store, underWay: ReadonlySet<Promise<void>>, answers: Answers): Promise<void> {
  await store.close().catch(() => undefined);
  await Promise.all(underWay);
  answers.send();
  post({ kind: 'closed' });
  parentPort!.close();
}

const opened = workerData as Opened;
serve(opened, new CallersClock(opened.now)).catch((error: unknown) => {
  post({ kind: 'refused', failure: toFailure(error) });
  parentPort!.close();
});

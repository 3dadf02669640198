import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiAnswer, GatewayProcess } from '../support/gateway-process.js';

/** Time between two tries of an event that no gateway took, ms. */
const AGAIN_MS = 50;
/** Time between two events of a job: less and more than the gap between two edits of a message, ms. */
const PAUSES_MS = [0, 50, 400, 1_200, 3_200];
const PROGRESS = ['job.extraction_completed', 'job.script_completed'] as const;

export const isFailure = (type: string): boolean => type === 'job.failed';
const isEnd = (type: string): boolean => isFailure(type) || type === 'job.completed';

/** One event that a job reported, and that a gateway accepted. */
export interface ReportedStep {
  readonly type: string;
  /** Rank within its job, from 1. */
  readonly step: number;
}

/** Runs jobs one after the other on several workers. Each reports 3–8 events, the last of which ends it, each to another gateway. */
export class JobReporter {
  /** Events of the jobs, by the id of the job. */
  readonly jobs = new Map<string, ReportedStep[]>();
  #next = 1;
  #stopped = false;
  #givenUp = false;
  readonly #random: () => number;
  readonly #nodes: () => readonly GatewayProcess[];
  readonly #running: Promise<unknown>;

  constructor(nodes: () => readonly GatewayProcess[], random: () => number, workers: number) {
    this.#nodes = nodes;
    this.#random = random;
    this.#running = Promise.all(Array.from({ length: workers }, () => this.#work()));
  }

  get accepted(): number {
    return this.ids.length;
  }

  /** The ids of all events that were accepted. */
  get ids(): readonly string[] {
    return [...this.jobs].flatMap(([job, steps]) => steps.map(({ step }) => `${job}-${step}`));
  }

  /** Begins no further job; resolves when the jobs that run have ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  /** Ends the jobs where they are: the gateways are gone. */
  giveUp(): void {
    this.#stopped = true;
    this.#givenUp = true;
  }

  async #work(): Promise<void> {
    while (!this.#stopped) await this.#run(`j${this.#next++}`);
  }

  async #run(job: string): Promise<void> {
    const steps: ReportedStep[] = [];
    this.jobs.set(job, steps);
    const count = 3 + Math.floor(this.#random() * 6);
    for (let step = 1; step <= count && !this.#givenUp; step++) {
      const type = this.#typeOf(step === count);
      await this.#report(job, type, step);
      steps.push({ type, step });
      await sleep(this.#oneOf(PAUSES_MS));
    }
  }

  /** A job may fail and go on: somebody has started it again. */
  #typeOf(isLast: boolean): string {
    if (isLast) return this.#random() < 0.5 ? 'job.completed' : 'job.failed';
    return this.#random() < 0.1 ? 'job.failed' : this.#oneOf(PROGRESS);
  }

  #oneOf<T>(values: readonly T[]): T {
    return values[Math.floor(this.#random() * values.length)]!;
  }

  /** Reports an event under one id until a gateway has taken it. */
  async #report(job: string, event: string, step: number): Promise<void> {
    const phase = isEnd(event) ? 'end' : 'progress';
    const body = { event, id: `${job}-${step}`, data: { job_id: job, step, phase, error: 'out of memory' } };
    while (!this.#givenUp) {
      const nodes = this.#nodes();
      const answer: ApiAnswer | null =
        nodes.length === 0
          ? null
          : await this.#oneOf(nodes)
              .post('/api/webhooks/trigger', body)
              .catch(() => null);
      if (answer?.status === 202) return;
      if (answer && answer.status !== 503)
        throw new Error(`the gateway answered ${answer.status}: ${JSON.stringify(answer.body)}`);
      await sleep(AGAIN_MS);
    }
  }
}

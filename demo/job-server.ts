import { setTimeout as sleep } from 'node:timers/promises';
import type { PressedAction } from './action-server.ts';
import { jobData, newJobId, shortId } from './job-data.ts';
import type { PlannedDeliveries } from './ledger.ts';
import { postEvent } from './post-event.ts';
import type { EventReport, Receipt } from './post-event.ts';
import type { Screen } from './screen.ts';
import { RERUN, STORIES } from './stories.ts';
import type { Step, Story } from './story.ts';

/** Longest time until the job server is told of a press, ms. */
const RETRY_MS = 15_000;

/** Simulates a job server: it runs made-up video jobs and reports their events to the gateway. */
export class JobServer {
  readonly #address: string;
  readonly #promises: PlannedDeliveries;
  readonly #screen: Screen;
  /** Number of events that the gateway accepted. */
  sent = 0;
  /** Number of reports repeated because their answer was "lost", and how many of them the gateway recognised. */
  repeated = 0;
  recognised = 0;
  /** Type of the newest accepted event of each job. */
  readonly newest = new Map<string, string>();
  readonly #stories = new Map<string, Story>();
  /** Jobs that run again, by the short form of their ids. */
  readonly #reruns = new Map<string, Promise<void>>();

  constructor(address: string, promises: PlannedDeliveries, screen: Screen) {
    this.#address = address;
    this.#promises = promises;
    this.#screen = screen;
  }

  /** Runs all jobs, side by side, to their end. */
  async run(): Promise<void> {
    await Promise.all(STORIES.map((story, index) => this.#live(story, index)));
  }

  /** Runs a job again, because somebody has pressed “Retry job”. */
  retry({ data: { job_id: job, by } }: PressedAction): void {
    const note = `${by} asks for it: the job runs again`;
    this.#screen.row({ who: 'Job server', mark: '↺', colour: 'magenta', event: 'retry pressed', job, note });
    const story = this.#stories.get(job);
    const rerun = story ? this.#rerun(job, story) : Promise.reject(new Error(`There is no job ${job}.`));
    // The caller that waits for the job gets the error.
    rerun.catch(() => undefined);
    this.#reruns.set(shortId(job), rerun);
  }

  /** Resolves when a job that somebody wants to run again has run. `job`: its id, or the part of it that a message shows. */
  async retried(job: string): Promise<void> {
    const deadline = Date.now() + RETRY_MS;
    while (!this.#reruns.has(shortId(job))) {
      if (Date.now() > deadline) throw new Error(`The job server was not told to run ${job} again.`);
      await sleep(20);
    }
    await this.#reruns.get(shortId(job));
  }

  async #rerun(id: string, story: Story): Promise<void> {
    for (const [number, step] of RERUN.entries()) {
      await sleep(step.after);
      const report = reportOf(id, story, step, number);
      await this.#report({ ...report, id: `${report.id}:again` }, id);
    }
  }

  async #live(story: Story, index: number): Promise<void> {
    await sleep(story.start);
    const id = newJobId();
    this.#stories.set(id, story);
    for (const [number, step] of story.steps.entries()) {
      await sleep(step.after);
      const report = reportOf(id, story, step, number);
      await this.#report(report, id);
      // One answer in five never arrives, so the job server reports the same event again.
      if (number === 0 && index % 5 === 0) await this.#repeat(report, id);
    }
  }

  async #report(report: EventReport, job: string): Promise<void> {
    const receipt = await postEvent(this.#address, report);
    this.sent += 1;
    this.newest.set(job, report.event);
    this.#note(receipt);
    const note = `accepted, ${receipt.deliveries.length} deliveries`;
    this.#screen.row({ who: 'Job server', mark: '→', colour: 'cyan', event: report.event, job, note });
  }

  async #repeat(report: EventReport, job: string): Promise<void> {
    const receipt = await postEvent(this.#address, report);
    this.repeated += 1;
    if (receipt.duplicate) this.recognised += 1;
    this.#note(receipt);
    const note = receipt.duplicate
      ? 'posted again, known: nothing sent twice'
      : 'posted again, NOT recognised';
    this.#screen.row({ who: 'Job server', mark: '→', colour: 'cyan', event: report.event, job, note });
  }

  #note({ deliveries }: Receipt): void {
    for (const { webhook_id, delivery_id } of deliveries) this.#promises.add(webhook_id, delivery_id);
  }
}

function reportOf(job: string, story: Story, step: Step, number: number): EventReport {
  const now = new Date();
  const data = jobData(job, story, step, now);
  return { id: `${job}:${number}:${step.event}`, event: step.event, timestamp: now.toISOString(), data };
}

/** One report in a job's life. */
export interface Step {
  /** Time since the report before, in the demo's time, ms. */
  readonly after: number;
  readonly event: string;
  readonly status: string;
  readonly step: string;
  readonly progress: number;
  readonly error?: string;
  readonly retries?: number;
  /** Whether the video exists from now on. */
  readonly video?: boolean;
  /** Whether only the render id exists. */
  readonly render?: boolean;
}

/** A job and its reports. */
export interface Story {
  /** Start of the job, in the demo's time, ms. */
  readonly start: number;
  /** Duration that the job claims, s. */
  readonly seconds: number;
  readonly parameters: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

/** One report of a job's life, so long after the one before. */
export interface Step {
  /** In the demo's time, ms. */
  readonly after: number;
  readonly event: string;
  readonly status: string;
  readonly step: string;
  readonly progress: number;
  readonly error?: string;
  readonly retries?: number;
  /** The video is there from now on. */
  readonly video?: boolean;
  /** Only its render id is. */
  readonly render?: boolean;
}

/** A job and what becomes of it. */
export interface Story {
  /** When it is started, in the demo's time, ms. */
  readonly start: number;
  /** How long it pretends to have taken, s. */
  readonly seconds: number;
  readonly parameters: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

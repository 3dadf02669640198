import { IsBoolean, IsIn, IsOptional, Length, Matches } from 'class-validator';

/** Modes of the HTTP binding: one event in the JSON format, its data as the body with the attributes as headers, or a list of one. */
export const MODES = ['structured', 'binary', 'batch'] as const;
export type Mode = (typeof MODES)[number];

/** Options of an endpoint that takes CloudEvents. */
export class CloudEventsOptions {
  /** Form of a request: `structured` (default), `binary`, or `batch` with one event. */
  @IsOptional()
  @IsIn(MODES, { message: `mode must be one of: ${MODES.join(', ')}` })
  mode?: Mode;

  /** `source` of events that did not come in as CloudEvents, a URI reference; `/` and the gateway's source by default. */
  @IsOptional()
  @Length(1, 1000)
  @Matches(/^[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/, {
    message: 'source must be a URI reference, as /jobs or https://jobs.example',
  })
  source?: string;

  /** Whether the receiver is asked for its permission (OPTIONS with `WebHook-Request-Origin`) before the first delivery; false by default. */
  @IsOptional()
  @IsBoolean()
  handshake?: boolean;
}

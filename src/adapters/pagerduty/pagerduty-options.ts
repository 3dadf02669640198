import { IsIn, IsOptional, Length, Matches } from 'class-validator';
import { IsPatternList } from '../event-patterns.js';

/** Severities of PagerDuty, the gravest first. */
const SEVERITIES = ['critical', 'error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

const LINE = /^[^\p{Cc}]*\S[^\p{Cc}]*$/u;

/** Options of a PagerDuty endpoint. The routing key may stand in the URL too. */
export class PagerDutyOptions {
  /** Integration key of the service or orchestration: 32 letters and digits. Required, here or as `routing_key` of the URL. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9]{32}$/, {
    message: 'routingKey must be the integration key of an Events API V2 integration: 32 letters and digits',
  })
  routingKey?: string;

  /** Severity of all alerts; by default `error` for failures, `warning` for warnings, `info` for others. */
  @IsOptional()
  @IsIn(SEVERITIES, { message: `severity must be one of: ${SEVERITIES.join(', ')}` })
  severity?: Severity;

  /** Event types that trigger an alert, separated by commas; all failures by default. */
  @IsOptional()
  @IsPatternList('trigger')
  trigger?: string;

  /** Event types that acknowledge the alert of their job, separated by commas; none by default. */
  @IsOptional()
  @IsPatternList('acknowledge')
  acknowledge?: string;

  /** Event types that resolve the alert of their job, separated by commas; successes and other ends of a job by default. */
  @IsOptional()
  @IsPatternList('resolve')
  resolve?: string;

  /** Part of the system that is responsible: `render`. */
  @IsOptional()
  @Length(1, 100)
  @Matches(LINE, { message: 'component must be one line that is not blank' })
  component?: string;

  /** Group of components: `production`. */
  @IsOptional()
  @Length(1, 100)
  @Matches(LINE, { message: 'group must be one line that is not blank' })
  group?: string;
}

import { IsIn, IsOptional, Length, Matches } from 'class-validator';
import { IsPatternList } from '../event-patterns.js';

/** Priorities of alerts, the gravest first. */
export const PRIORITIES = ['P1', 'P2', 'P3', 'P4', 'P5'] as const;
export type Priority = (typeof PRIORITIES)[number];

const LINE = /^[^\p{Cc}]*\S[^\p{Cc}]*$/u;
const TAGS = /^[^\p{Cc},]{1,50}(,[^\p{Cc},]{1,50}){0,18}$/u;

/** One of those who are alerted: its kind, and its name, e-mail address or id. */
const RESPONDER = String.raw`(?:team|user|escalation|schedule):(?! )[^\p{Cc},]{1,100}(?<! )`;
const RESPONDERS = new RegExp(`^${RESPONDER}(?:, ?${RESPONDER}){0,19}$`, 'u');

/** Options of an endpoint of Jira Service Management or Opsgenie. The key may stand in the URL too. */
export class OpsgenieOptions {
  /** Key of an API integration. Required, here or as `api_key` of the URL. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9_-]{20,200}$/, {
    message: 'apiKey must be the key of an API integration: 20 to 200 letters, digits, - and _',
  })
  apiKey?: string;

  /** Priority of all alerts; by default `P2` for failures, `P3` for warnings, `P5` for others. */
  @IsOptional()
  @IsIn(PRIORITIES, { message: `priority must be one of: ${PRIORITIES.join(', ')}` })
  priority?: Priority;

  /** Name of the team that is alerted; by default that of the integration. */
  @IsOptional()
  @Length(1, 100)
  @Matches(LINE, { message: 'team must be one line that is not blank' })
  team?: string;

  /**
   * Everybody who is alerted in place of `team`, separated by commas, at most 20: `team:Video`, `user:ann@example.com`,
   * `escalation:Nights`, `schedule:On call`; an id may stand for a name.
   */
  @IsOptional()
  @Matches(RESPONDERS, {
    message:
      'responders must be 1 to 20 of team:<name>, user:<address>, escalation:<name> and schedule:<name>, separated by commas',
  })
  responders?: string;

  /** Tags of all alerts, separated by commas: at most 19 of up to 50 characters, beside the event type. */
  @IsOptional()
  @Matches(TAGS, { message: 'tags must be at most 19 texts of up to 50 characters, separated by commas' })
  tags?: string;

  /** Event types that create an alert, separated by commas; all failures by default. */
  @IsOptional()
  @IsPatternList('trigger')
  trigger?: string;

  /** Event types that acknowledge the alert of their job, separated by commas; none by default. */
  @IsOptional()
  @IsPatternList('acknowledge')
  acknowledge?: string;

  /** Event types that close the alert of their job, separated by commas; successes and other ends of a job by default. */
  @IsOptional()
  @IsPatternList('resolve')
  resolve?: string;
}

import { IsOptional, IsUrl, Length, Matches, MaxLength } from 'class-validator';
import { THREAD_NAME_RULE, THREAD_NAME_SHAPE } from './thread-name.js';

/** Options of a Discord endpoint: author and destination of its messages. Defaults are those of the webhook in Discord. */
export class DiscordOptions {
  /** Name shown as the author: 1–80 characters, without `clyde` or `discord` (Discord's rules for webhook names). */
  @IsOptional()
  @Length(1, 80)
  @Matches(/^(?!.*(clyde|discord))/is, { message: 'username must not contain "clyde" or "discord"' })
  @Matches(/\S/, { message: 'username must not be blank' })
  username?: string;

  /** Picture shown beside the name: an http(s) address. */
  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true })
  @MaxLength(2048)
  avatarUrl?: string;

  /**
   * Title of the post that each message makes in a forum or media channel, at most 100 characters once filled in; `{job_id}`,
   * `{event}` and `{event_id}` stand for those of the event.
   */
  @IsOptional()
  @Length(1, 200)
  @Matches(/\S/, { message: 'threadName must not be blank' })
  @Matches(THREAD_NAME_SHAPE, { message: `threadName ${THREAD_NAME_RULE}` })
  threadName?: string;

  /** Ids of the tags of the post that each message makes in a forum or media channel, separated by commas, at most 5; only beside `threadName`. */
  @IsOptional()
  @Matches(/^\d{15,21}( ?, ?\d{15,21}){0,4}$/, {
    message: 'appliedTags must be 1 to 5 ids of tags of the forum, 15 to 21 digits each, separated by commas',
  })
  appliedTags?: string;

  /** Id of the thread, or of the forum post, that all messages go to: digits. */
  @IsOptional()
  @Matches(/^\d{15,21}$/, { message: 'threadId must be the id of a thread: 15 to 21 digits' })
  threadId?: string;
}

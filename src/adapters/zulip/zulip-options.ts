import { IsEmail, IsIn, IsOptional, Matches } from 'class-validator';

/** Values of `threads`: which messages stand in a topic together. */
export const THREADS = ['none', 'job'] as const;

/** Options of a Zulip endpoint. All but `threads` may stand in the URL too. */
export class ZulipOptions {
  /** E-mail address of the bot: `jobs-bot@example.zulipchat.com`. Required, here or as `email` of the URL. */
  @IsOptional()
  @IsEmail({ require_tld: false }, { message: 'email must be the e-mail address of the bot' })
  email?: string;

  /** API key of the bot. Required, here or as `api_key` of the URL. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9]{16,64}$/, { message: 'apiKey must be that of a bot: 32 letters and digits' })
  apiKey?: string;

  /** Channel that the messages go to: its name or its id. Required, here or as `channel` of the URL. */
  @IsOptional()
  @Matches(/^[^\p{Cc}]{1,60}$/u, {
    message: 'channel must be the name of a channel, of at most 60 characters, or its id',
  })
  channel?: string;

  /** Topic of all messages; the name of the gateway by default. */
  @IsOptional()
  @Matches(/^[^\p{Cc}]{1,60}$/u, { message: 'topic must have 1 to 60 characters' })
  topic?: string;

  /** Messages that stand in a topic together: `none` (default) for those of the endpoint, or those of a `job`. */
  @IsOptional()
  @IsIn(THREADS, { message: `threads must be one of: ${THREADS.join(', ')}` })
  threads?: (typeof THREADS)[number];
}

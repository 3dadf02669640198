import { IsOptional, Matches } from 'class-validator';

/** Options of an endpoint that a Slack bot posts for. The channel may stand in the URL too. */
export class SlackBotOptions {
  /** Token of the bot, from OAuth & Permissions of the app. Required. */
  @Matches(/^xox[bp]-[\w-]{10,250}$/, {
    message: 'token must be that of a bot, as OAuth & Permissions of the app shows it: xoxb-…',
  })
  token!: string;

  /** Id of the channel (`C0123ABCD`), or its name (`#renders`). Required, here or as `channel` of the URL. */
  @IsOptional()
  @Matches(/^([CGD][A-Z0-9]{5,20}|#?[^\s#@:,"'<>&|]{1,80})$/u, {
    message: 'channel must be the id of a channel, as C0123ABCD, or its name, as #renders',
  })
  channel?: string;
}

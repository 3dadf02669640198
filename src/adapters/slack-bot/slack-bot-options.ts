import { IsBoolean, IsOptional, Matches } from 'class-validator';

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

  /** Name shown as the author in place of the app's, at most 80 characters; needs the scope `chat:write.customize`. */
  @IsOptional()
  @Matches(/^(?=.*\S)[^\p{Cc}<>&]{1,80}$/u, {
    message: 'username must have 1 to 80 characters, without <, > and &',
  })
  username?: string;

  /** Address of the picture shown beside the name, https; needs the scope `chat:write.customize`. */
  @IsOptional()
  @Matches(/^https:\/\/\S{1,2000}$/, { message: 'iconUrl must be an https:// address' })
  iconUrl?: string;

  /** Whether actions are buttons that are pressed in the channel, by Socket Mode; false by default: they are links. */
  @IsOptional()
  @IsBoolean()
  nativeButtons?: boolean;

  /** App-level token with the scope `connections:write`, from Basic Information of the app; required for `nativeButtons`. */
  @IsOptional()
  @Matches(/^xapp-[\w-]{10,250}$/, {
    message: 'appToken must be an app-level token, as Basic Information of the app shows it: xapp-…',
  })
  appToken?: string;

  /** Ids of the members who may press the buttons, separated by commas, at most 50. Without it: everybody in the channel, for actions that need no sign-in. */
  @IsOptional()
  @Matches(/^[UW][A-Z0-9]{5,20}( ?, ?[UW][A-Z0-9]{5,20}){0,49}$/, {
    message: 'buttonUsers must be 1 to 50 ids of members separated by commas, as U0123ABCD, U4567EFGH',
  })
  buttonUsers?: string;
}

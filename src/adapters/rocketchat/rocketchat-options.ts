import { IsBoolean, IsOptional, Matches } from 'class-validator';

/** Options of a Rocket.Chat endpoint. */
export class RocketChatOptions {
  /** Channel other than the integration's own, where it allows that: `#channel`, or `@user` for a direct message. */
  @IsOptional()
  @Matches(/^[#@][\p{L}\p{N}._-]{1,80}$/u, {
    message: 'channel must be #channel, or @user for a direct message',
  })
  channel?: string;

  /** Name of the sender beside that of the integration's user. */
  @IsOptional()
  @Matches(/^[^@\n\p{Cc}]{1,64}$/u, { message: 'alias must have 1 to 64 characters and no @' })
  alias?: string;

  /** Address of the sender's picture, https. */
  @IsOptional()
  @Matches(/^https:\/\/\S{1,2000}$/, { message: 'avatarUrl must be an https:// address' })
  avatarUrl?: string;

  /** Emoji in the place of the sender's picture, by its name in Rocket.Chat: `:rocket:`. */
  @IsOptional()
  @Matches(/^:[A-Za-z0-9_+-]{1,60}:$/, {
    message: 'emoji must be the name of an emoji between colons, as :rocket:',
  })
  emoji?: string;

  /** Whether times are shown in the reader's zone, which needs a server and clients that read `<t:…>`; false by default. */
  @IsOptional()
  @IsBoolean()
  localTimes?: boolean;
}

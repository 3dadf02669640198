import { IsOptional, IsUrl, Length, Matches, MaxLength } from 'class-validator';

/** How messages sign themselves in the channel; what is not set is as the webhook was made in Discord. */
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
}

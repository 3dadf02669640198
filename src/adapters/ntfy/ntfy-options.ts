import { IsBoolean, IsInt, IsOptional, Length, Matches, Max, Min } from 'class-validator';

/** Options of an ntfy endpoint: how it signs in, and how its messages appear on devices. */
export class NtfyOptions {
  /** Access token of a server or topic that wants one: `tk_…`. */
  @IsOptional()
  @Matches(/^tk_[A-Za-z0-9]{8,80}$/, {
    message: 'token must be an access token of ntfy, which begins with tk_',
  })
  token?: string;

  /** Name of the user, where the endpoint signs in with a password instead of a token. */
  @IsOptional()
  @Matches(/^[^:\p{Cc}]{1,100}$/u, { message: 'user must be a name of 1 to 100 characters, without a colon' })
  user?: string;

  /** Password of the user. */
  @IsOptional()
  @Length(1, 200)
  password?: string;

  /** Priority of messages of failures, from 1 (no sound) to 5 (long vibration, over other notifications); 4 by default. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(5)
  failurePriority?: number;

  /** Tags of all messages, separated by commas: names of emoji appear before the title, other words below the message. */
  @IsOptional()
  @Matches(/^[\w+.-]{1,40}(, ?[\w+.-]{1,40}){0,4}$/, {
    message: 'tags must be 1 to 5 words of letters, digits, _, +, - and ., separated by commas',
  })
  tags?: string;

  /** Address of a picture beside the notification, a JPEG or PNG: http(s). Apps for Android show it. */
  @IsOptional()
  @Matches(/^https?:\/\/\S{1,1990}$/, { message: 'icon must be an http:// or https:// address' })
  icon?: string;

  /** Whether a job's newer message takes the place of its older one on devices, which needs ntfy 2.16; off by default. */
  @IsOptional()
  @IsBoolean()
  replace?: boolean;
}

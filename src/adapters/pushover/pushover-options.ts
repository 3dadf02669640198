import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';

/** Options of a Pushover endpoint. Token and user may stand in the URL too. */
export class PushoverOptions {
  /** Token of the application: 30 letters and digits. Required, here or as `token` of the URL. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9]{30}$/, { message: 'token must be that of an application: 30 letters and digits' })
  token?: string;

  /** Key of the user or group that gets the messages, or up to 50 of users with commas between. Required, here or as `user` of the URL. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9]{30}(,[A-Za-z0-9]{30}){0,49}$/, {
    message:
      'user must be the key of a user or group, 30 letters and digits, or up to 50 with commas between',
  })
  user?: string;

  /** Devices of the user that get the messages, with commas between; all of them by default. */
  @IsOptional()
  @Matches(/^[\w-]{1,25}(,[\w-]{1,25}){0,9}$/, {
    message: 'device must be names of up to 25 letters, digits, _ and -, with commas between',
  })
  device?: string;

  /** Sound of all messages, by its name in Pushover; that of the user by default. */
  @IsOptional()
  @Matches(/^[\w-]{1,20}$/, { message: 'sound must be the name of a sound of Pushover' })
  sound?: string;

  /** Seconds after which messages vanish from devices, up to a year (31,536,000); never by default. Emergencies stay. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(31_536_000)
  ttl?: number;

  /** Tags of emergencies, by which they can be cancelled: up to 10 words of up to 50 characters, with commas between. */
  @IsOptional()
  @Matches(/^[\w.:=-]{1,50}(,[\w.:=-]{1,50}){0,9}$/, {
    message: 'tags must be up to 10 words of up to 50 letters, digits, _, ., :, = and -, with commas between',
  })
  tags?: string;

  /** Priority of messages of failures: -2 to 2; 1 by default. 2 repeats every minute for an hour until somebody acknowledges it. */
  @IsOptional()
  @IsInt()
  @Min(-2)
  @Max(2)
  failurePriority?: number;
}

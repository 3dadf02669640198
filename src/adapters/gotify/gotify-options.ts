import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';

/** Options of a Gotify endpoint. The token may stand in the URL too. */
export class GotifyOptions {
  /** Token of the application that the messages belong to: begins with `A`. Required, here or as `token` of the URL. */
  @IsOptional()
  @Matches(/^A[\w.-]{8,80}$/, {
    message:
      'token must be that of an application of Gotify, which begins with A; that of a client, which begins with C, cannot send',
  })
  token?: string;

  /** Priority of messages of failures, from 0 to 10; 8 by default. Apps make a sound from 4 and open up from 8. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(10)
  failurePriority?: number;
}

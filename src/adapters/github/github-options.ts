import { IsOptional, Length, Matches } from 'class-validator';

/** Options of an endpoint that starts workflows on GitHub. The token may stand in the URL too. */
export class GithubOptions {
  /** Token with the permission `Contents: write` on the repository. Required, here or as `token` of the URL. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9_]{20,255}$/, {
    message: 'token must be a token of GitHub: 20 to 255 letters, digits and _',
  })
  token?: string;

  /** `event_type` of all dispatches; by default the type of the event. */
  @IsOptional()
  @Length(1, 100)
  @Matches(/^[^\p{Cc}]*\S[^\p{Cc}]*$/u, { message: 'eventType must be one line that is not blank' })
  eventType?: string;
}

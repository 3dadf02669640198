import { IsEmail, IsOptional, Matches } from 'class-validator';

/** Options of a Webex endpoint. Room and person may stand in the URL too. */
export class WebexOptions {
  /** Access token of the bot, from developer.webex.com. Required. */
  @Matches(/^[\w.=~+/-]{20,1000}$/, {
    message: 'token must be the access token of a bot, as developer.webex.com shows it once',
  })
  token!: string;

  /** Id of the space that the messages go to. Required, here or as `roomId` of the URL, unless they go to a person. */
  @IsOptional()
  @Matches(/^[\w=+/-]{8,200}$/, {
    message:
      'roomId must be the id of a space, as its “Copy space link” and the API show it: letters and digits',
  })
  roomId?: string;

  /** E-mail address of the person that the messages go to, in place of a space; may stand in the URL as `toPersonEmail`. */
  @IsOptional()
  @IsEmail({}, { message: 'person must be the e-mail address of somebody in Webex' })
  person?: string;
}

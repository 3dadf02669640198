import { IsIn, IsOptional, Matches } from 'class-validator';

/** Values of `notices`: which messages are notices, of which most clients notify nobody. */
const NOTICES = ['never', 'except_failures', 'always'] as const;

/** Options of a Matrix endpoint. Room and token may stand in the URL too. */
export class MatrixOptions {
  /** Internal id of the room: `!abc:example.com`; newer rooms have no server behind it. Required, here or in the URL. */
  @IsOptional()
  @Matches(/^![^\s/?#%]{1,254}$/, {
    message:
      'roomId must be the internal id of a room, which begins with !, as clients show it in the settings of the room; an alias (#…) is no id',
  })
  roomId?: string;

  /** Access token of the sender, a user of its own that has joined the room. Required, here or as `access_token` of the URL. */
  @IsOptional()
  @Matches(/^[\w.=~+/-]{8,1000}$/, {
    message: 'token must be the access token of a user: letters, digits and _ . = - alone',
  })
  token?: string;

  /** Messages that are notices: `never`, `except_failures` (default) or `always`. */
  @IsOptional()
  @IsIn(NOTICES, { message: `notices must be one of: ${NOTICES.join(', ')}` })
  notices?: (typeof NOTICES)[number];
}

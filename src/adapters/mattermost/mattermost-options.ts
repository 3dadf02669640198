import { IsBoolean, IsIn, IsOptional, Matches } from 'class-validator';

/** Values of `failurePriority`: the label that Mattermost shows above messages of failures. */
export const PRIORITIES = ['important', 'urgent'] as const;

/** Values of `silent`: which messages notify nobody. */
export const SILENT = ['never', 'except_failures', 'always'] as const;

/** Options of a Mattermost endpoint. */
export class MattermostOptions {
  /** Channel other than the webhook's own: its name in the address of the channel (`town-square`), or `@user` for a direct message. */
  @IsOptional()
  @Matches(/^@?[a-z0-9][a-z0-9._-]{0,63}$/, {
    message:
      'channel must be the name in the address of the channel, as town-square, or @user for a direct message',
  })
  channel?: string;

  /** Name of the sender, where the server lets integrations set it. */
  @IsOptional()
  @Matches(/^[^@\n\p{Cc}]{1,64}$/u, { message: 'username must have 1 to 64 characters and no @' })
  username?: string;

  /** Address of the sender's picture, https, where the server lets integrations set it. */
  @IsOptional()
  @Matches(/^https:\/\/\S{1,2000}$/, { message: 'iconUrl must be an https:// address' })
  iconUrl?: string;

  /** Label above messages of failures: `important` or `urgent`; none by default. */
  @IsOptional()
  @IsIn(PRIORITIES, { message: `failurePriority must be one of: ${PRIORITIES.join(', ')}` })
  failurePriority?: (typeof PRIORITIES)[number];

  /** Messages that notify nobody: `never` (default), `except_failures` or `always`. */
  @IsOptional()
  @IsIn(SILENT, { message: `silent must be one of: ${SILENT.join(', ')}` })
  silent?: (typeof SILENT)[number];

  /** Whether actions that need no sign-in are buttons, which the server presses at the gateway; false by default: they are links. */
  @IsOptional()
  @IsBoolean()
  nativeButtons?: boolean;
}

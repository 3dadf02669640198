import { IsBoolean, IsIn, IsOptional, Matches } from 'class-validator';

/** Values of `silent`: which messages make no sound on devices. */
export const SILENT = ['never', 'except_failures', 'always'] as const;

/** Options of a Telegram endpoint. Chat and topic may stand in the URL too. */
export class TelegramOptions {
  /** Id of the chat (`-1001234567890`), or the name of a public channel (`@channelname`). Required, here or as `chat_id` of the URL. */
  @IsOptional()
  @Matches(/^(-?\d{1,15}|@[A-Za-z]\w{3,31})$/, {
    message: 'chatId must be the id of a chat, as -1001234567890, or the name of a public channel, as @name',
  })
  chatId?: string;

  /** Id of the topic of a forum that all messages go to: a number. */
  @IsOptional()
  @Matches(/^[1-9]\d{0,9}$/, { message: 'threadId must be the id of a topic: a number from 1' })
  threadId?: string;

  /** Token of the bot, where the URL has none. */
  @IsOptional()
  @Matches(/^\d{3,20}:[\w-]{20,100}$/, {
    message: 'token must be that of a bot, as @BotFather gives it: digits, a colon and letters',
  })
  token?: string;

  /** Messages that make no sound: `never` (default), `except_failures` or `always`. */
  @IsOptional()
  @IsIn(SILENT, { message: `silent must be one of: ${SILENT.join(', ')}` })
  silent?: (typeof SILENT)[number];

  /** Whether times are shown in the reader's zone, which needs Bot API 9.5; true by default on Telegram's own host, false elsewhere. */
  @IsOptional()
  @IsBoolean()
  localTimes?: boolean;

  /** Whether actions are buttons that are pressed in the chat; false by default: they are links. */
  @IsOptional()
  @IsBoolean()
  nativeButtons?: boolean;

  /** Ids of the users who may press the buttons, separated by commas, at most 50. Without it: everybody in the chat, for actions that need no sign-in. */
  @IsOptional()
  @Matches(/^[1-9]\d{0,15}( ?, ?[1-9]\d{0,15}){0,49}$/, {
    message: 'buttonUsers must be 1 to 50 ids of users separated by commas, as 123456789, 987654321',
  })
  buttonUsers?: string;
}

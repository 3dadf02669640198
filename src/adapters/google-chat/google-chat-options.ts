import { IsIn, IsOptional } from 'class-validator';

/** Values of `threads`: which messages stand in a thread together. */
export const THREADS = ['none', 'job'] as const;

/** Options of a Google Chat endpoint. */
export class GoogleChatOptions {
  /** Messages that stand in a thread together: `none` (default), or those of a `job`; works in named spaces alone. */
  @IsOptional()
  @IsIn(THREADS, { message: `threads must be one of: ${THREADS.join(', ')}` })
  threads?: (typeof THREADS)[number];
}

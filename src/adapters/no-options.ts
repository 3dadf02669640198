import { IsEmpty, IsOptional } from 'class-validator';

/** Options of targets without options. The one rule is there because class-validator refuses a class without rules. */
export class NoOptions {
  @IsOptional()
  @IsEmpty()
  readonly none?: never;
}

import { IsEmpty, IsOptional } from 'class-validator';

/** For targets without options. class-validator takes a class without any rule for a mistake; hence this one. */
export class NoOptions {
  @IsOptional()
  @IsEmpty()
  readonly none?: never;
}

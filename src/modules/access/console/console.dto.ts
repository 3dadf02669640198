import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

/** The body of `POST /api/console/login`. */
export class LoginRequest {
  @MaxLength(1024, { message: 'key is at most 1024 characters long.' })
  @IsNotEmpty({ message: 'key is empty; it is one of WEBHOOK_ADMIN_KEYS.' })
  @IsString({ message: 'key is required, one of WEBHOOK_ADMIN_KEYS.' })
  key!: string;
}

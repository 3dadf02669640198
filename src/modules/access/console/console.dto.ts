import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { Text } from '../../http/described/properties.js';

/** Body of `POST /api/console/login`. */
export class LoginRequest {
  @Text('A key of the role viewer, operator or admin, or one of `WEBHOOK_ADMIN_KEYS`.', {
    minLength: 1,
    maxLength: 1024,
    example: 'one-of-your-admin-keys',
  })
  @MaxLength(1024, { message: 'key is at most 1024 characters long.' })
  @IsNotEmpty({ message: 'key is empty; it is a key of the role viewer, operator or admin.' })
  @IsString({ message: 'key is a key of the role viewer, operator or admin.' })
  key!: string;
}

import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { Text } from '../../http/described/properties.js';

/** The body of `POST /api/webhooks/test`. */
export class TestRequest {
  /** Written as in `WEBHOOK_URLS`: an adapter may be named by prefix. */
  @Text('Written as in `WEBHOOK_URLS`: an adapter may be named by prefix.', {
    minLength: 1,
    maxLength: 2048,
    example: 'https://your-app.com/webhooks/streamgank',
  })
  @MaxLength(2048, { message: 'url is at most 2048 characters long.' })
  @IsNotEmpty({ message: 'url is empty; it is an http or https URL.' })
  @IsString({ message: 'url is required, an http or https URL.' })
  url!: string;
}

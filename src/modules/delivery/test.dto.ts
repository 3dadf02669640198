import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

/** The body of `POST /api/webhooks/test`. */
export class TestRequest {
  /** Written as in `WEBHOOK_URLS`: an adapter may be named by prefix. */
  @MaxLength(2048, { message: 'url is at most 2048 characters long.' })
  @IsNotEmpty({ message: 'url is empty; it is an http or https URL.' })
  @IsString({ message: 'url is required, an http or https URL.' })
  url!: string;
}

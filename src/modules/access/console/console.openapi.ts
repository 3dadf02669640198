import { ApiSchema } from '@nestjs/swagger';
import { describeRoutes } from '../../http/described/describe-routes.js';
import { Flag, OneOf, Part, Text } from '../../http/described/properties.js';
import { SuccessAnswer } from '../../http/described/success-answer.js';
import { ROLES, type Role } from '../roles.js';
import { LoginRequest } from './console.dto.js';

@ApiSchema({ name: 'LoginAnswer' })
export class LoginAnswer extends SuccessAnswer {
  @Text('Goes into `X-CSRF-Token` of requests other than GET.', { example: '0pGfQ2m1cXk7nVb3sT9yLw' })
  csrf_token!: string;
}

@ApiSchema({ name: 'LogoutAnswer' })
export class LogoutAnswer extends SuccessAnswer {}

@ApiSchema({ name: 'Session' })
export class SessionView {
  @Flag('Whether the caller may use the console, as far as its role goes.')
  authenticated!: boolean;

  @Flag('Whether keys are set, so that somebody has to sign in.')
  required!: boolean;

  @Text("Of the caller's session; null without one.", { nullable: true, example: '0pGfQ2m1cXk7nVb3sT9yLw' })
  csrf_token!: string | null;

  @Text('Of the gateway; null for callers without a key or session.', { nullable: true, example: '0.1.0' })
  version!: string | null;

  @Text('`WEBHOOK_BRAND`; null for callers without a key or session.', {
    nullable: true,
    example: 'StreamGank',
  })
  brand!: string | null;

  @OneOf(ROLES, 'Role of the caller; null without a key or session.', { nullable: true })
  role!: Role | null;

  @Text('Name of the key, or `loopback`; null for callers without a key or session.', {
    nullable: true,
    example: 'ana',
  })
  name!: string | null;
}

@ApiSchema({ name: 'SessionAnswer' })
export class SessionAnswer extends SuccessAnswer {
  @Part(SessionView, 'What the console needs to know before anything else.')
  session!: SessionView;
}

const COOKIE = { 'Set-Cookie': { description: '`gateway_session`.', schema: { type: 'string' } } };

export const api = describeRoutes('Access', {
  login: {
    summary: 'Begins a session of the console with a key of the role viewer, operator or admin',
    access: 'open',
    body: { type: LoginRequest, examples: { admin: { key: 'one-of-your-admin-keys' } } },
    answers: {
      200: { description: 'The session stands in the cookie.', type: LoginAnswer, headers: COOKIE },
    },
    refusals: [401, 409, 429, 503],
  },
  logout: {
    summary: 'Ends the session of the console on every gateway',
    access: 'open',
    answers: { 200: { description: 'There is no session any more.', type: LogoutAnswer, headers: COOKIE } },
    refusals: [400, 403, 503],
  },
  showSession: {
    summary: 'Says who the caller is',
    access: 'open',
    answers: {
      200: {
        description: 'State of the session; callers without a session get it too.',
        type: SessionAnswer,
      },
    },
  },
});

import { Body, ConflictException, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GatewayConfig } from '../../config/gateway-config.js';
import { VERSION } from '../../config/version.js';
import { ValidateBody } from '../../http/validate-body.js';
import { Open, Unaudited } from '../access.decorators.js';
import { AuditLog } from '../audit/audit-log.service.js';
import { Keyring } from '../keyring.service.js';
import { mayRead } from '../roles.js';
import { LoginRequest } from './console.dto.js';
import { SignIn } from './sign-in.service.js';
import { Sessions } from './sessions.service.js';
import { api, type LoginAnswer, type LogoutAnswer, type SessionAnswer } from './console.openapi.js';

/** Signs people in to the console with a key of the role viewer, operator or admin. Scripts send the key with every request instead. */
@Controller('api/console')
export class ConsoleController {
  constructor(
    private readonly keyring: Keyring,
    private readonly sessions: Sessions,
    private readonly signIn: SignIn,
    private readonly audit: AuditLog,
    private readonly config: GatewayConfig,
  ) {}

  @api.login
  @Post('login')
  @HttpCode(200)
  @Open()
  @Unaudited('signing in and failing to have entries of their own')
  async login(
    @Body(new ValidateBody(LoginRequest)) { key: text }: LoginRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LoginAnswer> {
    if (this.keyring.empty) throw new ConflictException('No keys are set: there is nothing to sign in with.');
    const { open } = await this.signIn.open(text, request);
    void reply.header('Set-Cookie', this.sessions.cookie(open, request));
    return { success: true, csrf_token: open.csrfToken };
  }

  @api.logout
  @Post('logout')
  @HttpCode(200)
  @Open()
  @Unaudited('signing out has an entry of its own')
  async logout(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LogoutAnswer> {
    const open = await this.sessions.of(request);
    if (open) {
      this.sessions.demandToken(open, request);
      await this.audit.record({ action: 'console.logout', target: null, detail: {} }, request);
      await this.sessions.end(open);
    }
    void reply.removeHeader('Set-Cookie').header('Set-Cookie', this.sessions.clearedCookie(request));
    return { success: true };
  }

  /** Tells the console, before anything else, whether to ask for a key. */
  @api.showSession
  @Get('session')
  @Open()
  async session(@Req() request: FastifyRequest): Promise<SessionAnswer> {
    const open = this.keyring.empty ? null : await this.sessions.of(request);
    // Unauthenticated callers learn that a key is needed, and nothing that helps an attack, such as the version.
    const known = request.caller !== null;
    const session = {
      authenticated: request.caller !== null && mayRead(request.caller.role),
      required: !this.keyring.empty,
      csrf_token: open?.csrfToken ?? null,
      version: known ? VERSION : null,
      brand: known ? this.config.brand : null,
      role: request.caller?.role ?? null,
      name: request.caller?.name ?? null,
    };
    return { success: true, session };
  }
}

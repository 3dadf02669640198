import { Body, Controller, Get, HttpException, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Linked, Open, Unaudited } from '../../access/access.decorators.js';
import { SignIn } from '../../access/console/sign-in.service.js';
import { LinkGuesses } from '../../access/link-guesses.service.js';
import { GatewayConfig } from '../../config/gateway-config.js';
import { FormBody } from '../../http/form-bodies.js';
import { ActionFinder, type Found } from '../press/action-finder.service.js';
import { chatPress, chatPresser, type ChatPress } from '../press/chat-press.js';
import type { CarriedAction, Presser } from '../press/carried-action.js';
import { Presses } from '../press/presses.service.js';
import { pagePresser } from '../press/page-presser.js';
import { PageFaults } from './page-faults.filter.js';
import { htmlOf, PAGE_HEADERS, type ActionPage } from './page.js';
import { CLOSED, NEEDS_KEY, NO_BUTTON, offerPage, pressedPage, usedPage } from './pages.js';

/** Serves the pages of action links: opening a page changes nothing, its button acts. People read these pages, so the description of the API leaves them out, like the console. */
@Controller('a')
@ApiExcludeController()
@UseFilters(PageFaults)
export class ActionsPageController {
  constructor(
    private readonly finder: ActionFinder,
    private readonly presses: Presses,
    private readonly signIn: SignIn,
    private readonly guesses: LinkGuesses,
    private readonly config: GatewayConfig,
  ) {}

  /** Shows what the button will do. Scanners and previews of chats open links too, so nothing is changed here. */
  @Get(':token')
  @Linked()
  async show(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const found = await this.#find(token, request.ip);
    if (found.kind === 'closed') return this.#answer(CLOSED[found.why], reply);
    const { carried } = found;
    const use = await this.presses.useOf(carried);
    if (use !== null) return this.#answer(usedPage(carried, use), reply);
    // The cookie of a session does not come along from another site: the key is asked for where it is missing at the press.
    return this.#answer(offerPage(carried, false), reply);
  }

  @Post(':token')
  @Open()
  @FormBody()
  @Linked()
  @Unaudited('a press has an entry of its own, which does not show its token')
  async press(
    @Param('token') token: string,
    @Body() form: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const chat = chatPress(form);
    if (chat !== null) return this.#fromChat(token, chat, request.ip, reply);
    const found = await this.#find(token, request.ip);
    if (found.kind === 'closed') return this.#answer(CLOSED[found.why], reply);
    const { carried } = found;
    const caller = await this.signIn.signedIn(request);
    if (caller === null && !carried.action.byLink) return this.#withKey(carried, keyOf(form), request, reply);
    return this.#press(carried, pagePresser(caller, request.ip, carried), reply);
  }

  /** Presses an action whose native button the server of a chat tells of. The answer is 200 in any case, with words for the person. */
  async #fromChat(token: string, chat: ChatPress, ip: string, reply: FastifyReply): Promise<string> {
    const found = await this.#find(token, ip);
    void reply.status(200).header('Content-Type', 'application/json; charset=utf-8');
    const answer = ({ title, texts }: Pick<ActionPage, 'title' | 'texts'>): string =>
      chat.answer(title, texts);
    if (found.kind === 'closed') return answer(CLOSED[found.why]);
    const { carried } = found;
    // A request of this form must not give the press of a link another name.
    if (carried.endpoint.adapter !== chat.via) return answer(NO_BUTTON);
    if (!carried.action.byLink) return answer(NEEDS_KEY);
    return answer(await this.#pageOf(carried, chatPresser(chat, ip, carried)));
  }

  /** Presses an action with the key of the form, and signs its owner in to the console. */
  async #withKey(
    carried: CarriedAction,
    key: string | null,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<string> {
    if (key === null) return this.#answer(offerPage(carried, true, { status: 401 }), reply);
    try {
      const { open, caller } = await this.signIn.openToPress(key, request);
      void reply.header('Set-Cookie', this.signIn.cookie(open, request));
      return await this.#press(carried, pagePresser(caller, request.ip, carried), reply);
    } catch (error) {
      if (!(error instanceof HttpException)) throw error;
      const more = { status: error.getStatus(), keyFault: error.message };
      return this.#answer(offerPage(carried, true, more), reply);
    }
  }

  async #press(carried: CarriedAction, by: Presser, reply: FastifyReply): Promise<string> {
    return this.#answer(await this.#pageOf(carried, by), reply);
  }

  async #pageOf(carried: CarriedAction, by: Presser): Promise<ActionPage> {
    const pressed = await this.presses.press(carried, by);
    return pressed.kind === 'used' ? usedPage(carried, pressed.use) : pressedPage(carried, pressed);
  }

  /** @throws HttpException 429 for an address that guesses */
  async #find(token: string, address: string): Promise<Found> {
    const locked = this.guesses.lockOut(address);
    if (locked !== null) throw locked;
    const found = await this.finder.find(token);
    const isWrong = found.kind === 'closed' && found.why === 'invalid';
    const refusal = isWrong ? this.guesses.note(address, token) : null;
    if (refusal !== null) throw refusal;
    return found;
  }

  #answer(page: ActionPage, reply: FastifyReply): string {
    void reply.status(page.status).headers(PAGE_HEADERS);
    return htmlOf(page, this.config.brand);
  }
}

function keyOf(form: unknown): string | null {
  const key: unknown = typeof form === 'object' && form !== null ? Reflect.get(form, 'key') : null;
  return typeof key === 'string' && key !== '' ? key : null;
}

import { Body, Controller, Delete, Get, HttpCode, Logger, Param, Patch, Post } from '@nestjs/common';
import { Actor, AuditNote, type NoteForAudit } from '../access/access.decorators.js';
import { changesBetween } from '../access/audit/changes-between.js';
import { Keyring } from '../access/keyring.service.js';
import { KeyUses } from '../access/keys/key-uses.service.js';
import { OptionalBody, ValidateBody } from '../http/validate-body.js';
import { Clock } from '../model/clock.js';
import { KEYS_MAX, KeyStore, type StoredKey } from '../store/key-store.js';
import { KeyCommands, type MadeKey } from './key-commands.service.js';
import { environmentKeyView, keyView } from './key.presenter.js';
import { KeyChangeRequest, KeyRotationRequest, NewKeyRequest } from './keys.dto.js';
import { api } from './keys.openapi.js';
import type { KeyAnswer, KeysAnswer, KeySecretAnswer } from './keys.response.js';

/** Lists, makes, changes, rotates and revokes keys. */
@Controller('api/webhooks/keys')
export class KeysController {
  readonly #logger = new Logger('Access');

  constructor(
    private readonly commands: KeyCommands,
    private readonly store: KeyStore,
    private readonly keyring: Keyring,
    private readonly uses: KeyUses,
    private readonly clock: Clock,
  ) {}

  @api.listKeys
  @Get()
  async list(): Promise<KeysAnswer> {
    const stored = (await this.store.changes(0)).sort((one, other) => (one.id < other.id ? 1 : -1));
    const open = stored.filter(({ revokedAt }) => revokedAt === null).length;
    const keys = [
      ...this.keyring.environment.map(environmentKeyView),
      ...stored.map((key) => this.#view(key)),
    ];
    return { success: true, keys, left: KEYS_MAX - open };
  }

  @api.createKey
  @Post()
  async create(
    @Body(new ValidateBody(NewKeyRequest)) request: NewKeyRequest,
    @Actor() actor: string,
    @AuditNote() note: NoteForAudit,
  ): Promise<KeySecretAnswer> {
    const made = await this.commands.create(request, actor);
    note({ name: made.key.name, role: made.key.role });
    this.#logger.log(`🔑 Key ${made.key.name} with the role ${made.key.role} was made by ${actor}`);
    return this.#secret(made);
  }

  @api.changeKey
  @Patch(':id')
  async change(
    @Param('id') id: string,
    @Body(new ValidateBody(KeyChangeRequest)) request: KeyChangeRequest,
    @AuditNote() note: NoteForAudit,
  ): Promise<KeyAnswer> {
    const { key, before } = await this.commands.change(id, request);
    note({ name: key.name, ...changesBetween(this.#view(before), this.#view(key)) });
    return { success: true, key: this.#view(key) };
  }

  @api.rotateKey
  @Post(':id/rotate')
  @HttpCode(200)
  async rotate(
    @Param('id') id: string,
    @Body(new OptionalBody(KeyRotationRequest)) { overlap_ms: overlapMs }: KeyRotationRequest,
    @AuditNote() note: NoteForAudit,
  ): Promise<KeySecretAnswer> {
    const made = await this.commands.rotate(id, overlapMs ?? undefined);
    note({ name: made.key.name });
    return this.#secret(made);
  }

  @api.revokeKey
  @Delete(':id')
  async revoke(
    @Param('id') id: string,
    @Actor() actor: string,
    @AuditNote() note: NoteForAudit,
  ): Promise<KeyAnswer> {
    const key = await this.commands.revoke(id, actor);
    note({ name: key.name });
    this.#logger.log(`🔑 Key ${key.name} was revoked by ${actor}`);
    return { success: true, key: this.#view(key) };
  }

  #secret({ key, secret }: MadeKey): KeySecretAnswer {
    return { success: true, key: this.#view(key), secret };
  }

  #view(key: StoredKey) {
    return keyView(key, this.clock.now(), this.uses.pending(key.id));
  }
}

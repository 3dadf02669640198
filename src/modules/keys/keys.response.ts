import { ApiSchema } from '@nestjs/swagger';
import { Instant, ListOf, OneOf, Part, Parts, Text, Whole } from '../http/described/properties.js';
import { SuccessAnswer } from '../http/described/success-answer.js';
import { KEY_ROLES, type KeyRole } from '../store/key-store.js';

const KEY_STATES = ['active', 'expired', 'revoked'] as const;
const KEY_SOURCES = ['api', 'environment'] as const;

@ApiSchema({ name: 'Key', description: 'A key of the API, without its text.' })
export class KeyView {
  @Text('Names it in `…/keys/{id}`; of a key of the environment: its name.', {
    example: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c',
  })
  id!: string;

  @Text('Name, as the audit log has it.', { example: 'ci-deploy' })
  name!: string;

  @OneOf(KEY_ROLES, 'What it may do.')
  role!: KeyRole;

  @OneOf(
    KEY_SOURCES,
    '`environment`: of `WEBHOOK_EMIT_KEYS` or `WEBHOOK_ADMIN_KEYS`; cannot be changed here.',
  )
  source!: (typeof KEY_SOURCES)[number];

  @OneOf(KEY_STATES, 'Whether it is valid now.')
  state!: (typeof KEY_STATES)[number];

  @Text('Beginning of the key; of a key of the environment: of its SHA-256.', { example: 'gwk_emit_Ab12' })
  hint!: string;

  @ListOf({ type: 'string' }, 'Event types and patterns that it may send; null: all.', {
    nullable: true,
    example: ['job.*'],
  })
  types!: readonly string[] | null;

  @Whole('Requests a minute, at most, at each gateway; null: no limit.', { nullable: true, example: 600 })
  rate!: number | null;

  @Instant('When it becomes invalid by itself; null: never.', { nullable: true })
  expires_at!: string | null;

  @Instant('When it was used last, at most a minute late; null: never, or a key of the environment.', {
    nullable: true,
  })
  last_used_at!: string | null;

  @Instant('When it was made; null of a key of the environment.', { nullable: true })
  created_at!: string | null;

  @Text('Who made it, as the audit log names them; null of a key of the environment.', {
    nullable: true,
    example: 'ana',
  })
  created_by!: string | null;

  @Instant('When it was rotated last; null: never.', { nullable: true })
  rotated_at!: string | null;

  @Instant('Until when the key before the last rotation is valid; null: no such key.', { nullable: true })
  previous_until!: string | null;

  @Instant('When it was revoked; null: it was not.', { nullable: true })
  revoked_at!: string | null;

  @Text('Who revoked it; null: nobody.', { nullable: true, example: 'ben' })
  revoked_by!: string | null;
}

@ApiSchema({ name: 'KeysAnswer' })
export class KeysAnswer extends SuccessAnswer {
  @Parts(KeyView, 'Keys of the environment first, then the others, newest first. Revoked ones for 90 days.')
  keys!: KeyView[];

  @Whole('Keys that can still be made.', { example: 997 })
  left!: number;
}

@ApiSchema({ name: 'KeyAnswer' })
export class KeyAnswer extends SuccessAnswer {
  @Part(KeyView, 'As it is now.')
  key!: KeyView;
}

@ApiSchema({ name: 'KeySecretAnswer' })
export class KeySecretAnswer extends KeyAnswer {
  @Text('The key itself. It is shown this once.', {
    example: 'gwk_emit_0123456789abcdefghijABCDEFGHIJ01xxxxxx',
  })
  secret!: string;
}

import { SetMetadata, type CustomDecorator } from '@nestjs/common';

/** What a key may do: emit keys post events, admin keys do everything. */
export type Role = 'emit' | 'admin';

export const ROLE = 'gateway:role';

/** Only with an admin key, where keys are set. */
export const Admin = (): CustomDecorator => SetMetadata(ROLE, 'admin' satisfies Role);

/** With an emit or an admin key, where keys are set. */
export const Emit = (): CustomDecorator => SetMetadata(ROLE, 'emit' satisfies Role);

import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../api/queries.ts';
import type { Role } from '../api/types.ts';

const LADDER: readonly Role[] = ['viewer', 'operator', 'admin'];

/** Descriptions of the rights of each role, for people. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  emit: 'Emit: sends events',
  viewer: 'Viewer: reads only',
  operator: 'Operator',
  admin: 'Admin',
};

/** Tells whether a person with this role may do what needs another. Without a known role, the gateway decides. */
export function mayDo(role: Role | null | undefined, needed: Role): boolean {
  if (role === null || role === undefined || role === 'admin') return true;
  return needed !== 'emit' && LADDER.indexOf(role) >= LADDER.indexOf(needed);
}

/** Returns why a person with this role may not do what needs another; null where they may. */
export function refusalOf(role: Role | null | undefined, needed: Role): string | null {
  return mayDo(role, needed)
    ? null
    : `Your key has the role ${role}; this needs ${needed === 'operator' ? 'operator or admin' : 'admin'}.`;
}

/** Returns why the person who is signed in may not do what needs a role; null where they may. */
export function useRefusal(needed: Role): string | null {
  const { data } = useQuery(sessionQuery);
  return refusalOf(data?.role, needed);
}

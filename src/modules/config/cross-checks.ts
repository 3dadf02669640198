import { ValidateBy, type ValidationArguments } from 'class-validator';
import { isOwnHeader } from '../model/header-names.js';
import { MASK } from '../model/mask.js';
import { isLoopback } from './parse-addresses.js';

const valueOf = (args: ValidationArguments | undefined, name: string): unknown =>
  args === undefined ? undefined : Reflect.get(args.object, name);

/** Refuses custom headers that the gateway sets itself, under the brand in the property `brand`. */
export function NotOurOwn(brand: string): PropertyDecorator {
  const ours = (headers: unknown, args?: ValidationArguments) =>
    Object.keys(headers ?? {}).filter((name) => isOwnHeader(name, String(valueOf(args, brand))));
  return ValidateBy({
    name: 'notOurOwn',
    validator: {
      validate: (value: unknown, args) => ours(value, args).length === 0,
      defaultMessage: (args) =>
        ` names ${ours(args?.value, args).join(' and ')}, which the gateway sets itself. Accepted: other names.`,
    },
  });
}

/** Refuses a variable that is set while the variable `other`, without which it has no effect, is not. */
export function NeedsOther(other: string): PropertyDecorator {
  return ValidateBy({
    name: 'needsOther',
    validator: {
      validate: (value: unknown, args) => value === null || isSet(valueOf(args, other)),
      defaultMessage: () =>
        ` is set and ${other} is not. Accepted: set ${other}, too, or leave this variable out.`,
    },
  });
}

/** Refuses an address that other machines can reach while one of the key variables `names` is empty. */
export function GuardedByKeys(...names: readonly string[]): PropertyDecorator {
  const missing = (args?: ValidationArguments) => names.filter((name) => isEmpty(valueOf(args, name)));
  return ValidateBy({
    name: 'guardedByKeys',
    validator: {
      validate: (value: unknown, args) =>
        typeof value !== 'string' || isLoopback(value) || missing(args).length === 0,
      defaultMessage: (args) =>
        `=${JSON.stringify(args?.value)} lets other machines reach the gateway, and ${missing(args).join(' and ')} ` +
        `${missing(args).length > 1 ? 'are' : 'is'} not set. Accepted: 127.0.0.1, ::1 or localhost, or any address ` +
        `once there are keys; make one for each by: openssl rand -hex 32.`,
    },
  });
}

/** Refuses a non-empty list while the variable `name` has the `value` with which the list has no effect. */
export function NotWith(name: string, value: string): PropertyDecorator {
  return ValidateBy({
    name: 'notWith',
    validator: {
      validate: (list: unknown, args) => isEmpty(list) || valueOf(args, name) !== value,
      defaultMessage: () => ` has no effect with ${name}=${value}. Accepted: only one of the two settings.`,
    },
  });
}

/** Refuses a key that also stands in the variable `name`: callers who hold it for that lesser role could do everything. */
export function ApartFrom(name: string): PropertyDecorator {
  const shared = (value: unknown, args?: ValidationArguments): number => {
    const others = new Set([valueOf(args, name)].flat());
    return Array.isArray(value) ? value.findIndex((key) => others.has(key)) : -1;
  };
  return ValidateBy({
    name: `apartFrom${name}`,
    validator: {
      validate: (value: unknown, args) => shared(value, args) === -1,
      defaultMessage: (args) =>
        `=${MASK} key ${shared(args?.value, args) + 1} is in ${name} as well, so those who have it from there could do ` +
        `everything. Accepted: keys of their own; make one by: openssl rand -hex 32.`,
    },
  });
}

const isSet = (value: unknown): boolean => value !== null && !isEmpty(value);

const isEmpty = (keys: unknown) => Array.isArray(keys) && keys.length === 0;

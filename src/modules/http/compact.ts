import { Refusal } from '../model/refusal.js';

/** Returns the data as compact JSON text. @throws Refusal `unprocessable` with the message `tooDeep` */
export function compact(data: object, tooDeep: string): string {
  try {
    return JSON.stringify(data);
  } catch {
    throw Refusal.unprocessable([{ field: 'data', message: tooDeep }]);
  }
}

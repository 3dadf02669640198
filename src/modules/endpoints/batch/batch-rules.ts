import { fieldOf, type FieldRule } from '../definitions/field.js';
import { isPlain, nested } from '../definitions/field-rules.js';
import { BatchRequest } from './batch.dto.js';

const CLAUSE = 'is {"max": events of one request} and optionally within and format';

/** Rules by which events share requests. */
export const batch: FieldRule = {
  ...nested(BatchRequest, CLAUSE),
  fault: (value) => {
    if (!isPlain(value)) return CLAUSE;
    const isMissing = value['max'] === undefined || value['max'] === null;
    return isMissing ? `needs a max that ${fieldOf(BatchRequest, 'max').rule.fault(null)}` : null;
  },
};

import { describe, expect, it } from '@jest/globals';
import { trace } from '@opentelemetry/api';
import fc from 'fast-check';
import { contextOf, parentOf, readTraceContext, traceHeaders } from './trace-context.js';

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const id = (length: number) => hex(length).filter((text) => !/^0+$/.test(text));

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const PARENT_ID = 'b7ad6b7169203331';
const GOOD = `00-${TRACE_ID}-${PARENT_ID}-01`;

describe('readTraceContext', () => {
  it('reads every valid traceparent and passes it on unchanged', () => {
    fc.assert(
      fc.property(id(32), id(16), hex(2), (traceId, parentId, flags) => {
        const traceparent = `00-${traceId}-${parentId}-${flags}`;
        const read = readTraceContext(traceparent, undefined)!;
        expect(traceHeaders(read)).toEqual({ traceparent });
        expect(contextOf(trace.getSpan(parentOf(read))!)).toEqual(read);
      }),
    );
  });

  it.each([
    undefined,
    '',
    [GOOD, GOOD],
    `${GOOD}, ${GOOD}`,
    GOOD.toUpperCase(),
    ` ${GOOD}`,
    `${GOOD}-`,
    `${GOOD}-more`,
    GOOD.slice(0, -1),
    `ff${GOOD.slice(2)}`,
    `00-${'0'.repeat(32)}-${PARENT_ID}-01`,
    `00-${TRACE_ID}-${'0'.repeat(16)}-01`,
    `00-${TRACE_ID}-${PARENT_ID}-0g`,
  ])('refuses %j', (traceparent) => {
    expect(readTraceContext(traceparent, 'a=b')).toBeUndefined();
  });

  it('never throws, whatever the headers hold', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (one, other) => {
        readTraceContext(one, other);
        readTraceContext(GOOD, other);
      }),
    );
  });

  it('reads a later version as version 00', () => {
    const later = `cc-${TRACE_ID}-${PARENT_ID}-01-what-the-future-will-be`;
    expect(readTraceContext(later, undefined)).toEqual({ traceparent: GOOD, tracestate: null });
  });

  it.each([
    ['rojo=00f067aa0ba902b7,congo=t61', 'rojo=00f067aa0ba902b7,congo=t61'],
    ['rojo=1 , t@congo=2', 'rojo=1,t@congo=2'],
    ['rojo=1,BAD KEY=2,,congo', 'rojo=1'],
    ['rojo=1\r\nx: y', null],
    [`rojo=${'x'.repeat(600)}`, null],
    ['', null],
    [undefined, null],
  ])('keeps of the tracestate %j the members %j', (given, tracestate) => {
    expect(readTraceContext(GOOD, given)).toEqual({ traceparent: GOOD, tracestate });
  });
});

/** `maxLength` of JSON Schema counts code points; the platforms' limits are kept in UTF-16 units. */
export const MAX_UNITS = {
  keyword: 'maxUnits',
  type: 'string',
  schemaType: 'number',
  validate: (max: number, text: string): boolean => text.length <= max,
} as const;

/** Short forms that names of data, types and values write in small letters; some have a plural. */
const SHORT_FORM =
  /^(?:(?:id|url|ip|api|cpu|gpu|uid|uuid|pdf|sdk|tv)(s?)|ai|aws|cdn|csv|dns|dvd|eta|eur|fps|gbp|hd|hdr|html|http|https|imax|json|llm|mp3|mp4|ocr|qr|ram|sdr|seo|sms|sql|srt|ssl|tls|tts|uhd|uk|usa|usd|utc|vat|vfx|vhs|xml|[2348][dk])$/i;

/** Names that are not written as other words are. */
const NAMES: ReadonlyMap<string, string> = new Map(
  [
    'ChatGPT',
    'ElevenLabs',
    'FFmpeg',
    'GitHub',
    'GitLab',
    'GraphQL',
    'HeyGen',
    'IMDb',
    'iOS',
    'iPad',
    'iPhone',
    'LinkedIn',
    'macOS',
    'OAuth',
    'OpenAI',
    'PayPal',
    'TikTok',
    'WebM',
    'WhatsApp',
    'YouTube',
  ].map((name) => [name.toLowerCase(), name]),
);

/** Writes short forms and names within words as people do: `api url` → `API URL`, `ffmpeg` → `FFmpeg`. Other words stay as they are. */
export function spelled(words: string): string {
  return words.replace(/[\p{L}\p{N}]+/gu, (word) => {
    const name = NAMES.get(word.toLowerCase());
    if (name !== undefined) return name;
    const form = SHORT_FORM.exec(word);
    return form === null ? word : word.toUpperCase().replace(/S$/, form[1] || 'S');
  });
}

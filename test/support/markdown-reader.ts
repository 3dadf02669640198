import { marked, type Token, type Tokens } from 'marked';

/** The parts of Markdown that the gateway writes; any other was made of foreign text. */
const WRITTEN: ReadonlySet<string> = new Set(
  'paragraph space code text br strong codespan escape link'.split(' '),
);

/** Reads Markdown as marked does, with the extensions of GitHub and with the line breaks of chats. */
export function tokensOf(markdown: string): readonly Token[] {
  return marked.lexer(markdown, { breaks: true });
}

function all(tokens: readonly Token[]): readonly Token[] {
  const found: Token[] = [];
  marked.walkTokens([...tokens], (token) => void found.push(token));
  return found;
}

/** Lists the parts that the gateway never writes, links that no brackets mark, and signs of emphasis that are left over. */
export function foreignMarkup(tokens: readonly Token[]): readonly string[] {
  return all(tokens)
    .filter(
      ({ type, raw }) =>
        !WRITTEN.has(type) ||
        (type === 'link' && !raw.startsWith('[')) ||
        (type === 'text' && raw.includes('**')),
    )
    .map(({ type, raw }) => `${type}: ${raw.slice(0, 60)}`);
}

/** Lists the addresses of links; what had to be percent-encoded between parentheses is as it was. */
export function linksIn(tokens: readonly Token[]): readonly string[] {
  return all(tokens)
    .filter((token): token is Tokens.Link => token.type === 'link')
    .map(({ href }) => {
      const decoded = href.replaceAll('%28', '(').replaceAll('%29', ')');
      return /^[^()]*(\([^()]*\)[^()]*)*$/.test(decoded) ? href : decoded;
    });
}

/** Writes the text outside of code and of addresses, in which chats look for mentions and emoji. */
export function textIn(tokens: readonly Token[]): string {
  return leavesIn(tokens)
    .map(({ text }) => text)
    .join('');
}

/** Writes the same text as it stands in the Markdown, entities and escapes as they are written. */
export function rawTextIn(tokens: readonly Token[]): string {
  return leavesIn(tokens)
    .map(({ raw }) => raw)
    .join('');
}

function leavesIn(tokens: readonly Token[]): readonly Tokens.Text[] {
  return all(tokens).filter(
    (token): token is Tokens.Text =>
      ['text', 'escape'].includes(token.type) && !('tokens' in token && token.tokens),
  );
}

/** Lists the lines that a reader sees. */
export function seenIn(markdown: string): readonly string[] {
  return linesOf(tokensOf(markdown)).split('\n').filter(Boolean);
}

function linesOf(tokens: readonly Token[]): string {
  return tokens.map(lineOf).join('');
}

function lineOf(token: Token): string {
  if (token.type === 'br' || token.type === 'space') return '\n';
  if (token.type === 'code') return `${(token as Tokens.Code).text}\n`;
  if ('tokens' in token && token.tokens)
    return `${linesOf(token.tokens)}${token.type === 'paragraph' ? '\n' : ''}`;
  return (token as Tokens.Text).text;
}

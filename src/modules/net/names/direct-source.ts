import { prefersIpv6 } from './address-order.js';
import { bothFamilies } from './families.js';
import type { NameAnswer, NameSource } from './name-answer.js';
import type { NameServers } from './name-servers.js';
import { candidates, type SearchRules } from './search-list.js';

/** Resolves names with the name servers, completed by the search list. */
export class DirectSource implements NameSource {
  readonly #servers: NameServers;
  readonly #rules: () => SearchRules;

  constructor(servers: NameServers, rules: () => SearchRules) {
    this.#servers = servers;
    this.#rules = rules;
  }

  async ask(hostname: string, deadline: number, more: (answer: NameAnswer) => void): Promise<NameAnswer> {
    const rules = this.#rules();
    let open: NameAnswer = { kind: 'none' };
    for (const name of candidates(hostname, rules)) {
      const answer = await this.#askFor(name, deadline, rules.aaaa, more);
      if (answer.kind === 'found' || answer.kind === 'late') return answer;
      if (answer.kind === 'failed') open = answer;
    }
    return open;
  }

  async #askFor(
    name: string,
    deadline: number,
    aaaa: boolean,
    more: (answer: NameAnswer) => void,
  ): Promise<NameAnswer> {
    const questions = this.#servers.open(deadline);
    const four = questions.ask(name, 4);
    const six = aaaa ? questions.ask(name, 6) : null;
    void Promise.all([four, six]).then(() => questions.close());
    return bothFamilies({ four, six, ipv6First: prefersIpv6() }, more);
  }
}

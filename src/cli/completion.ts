import type { Command } from 'commander';

/** Shells that a script can be written for. */
export const SHELLS = ['bash', 'zsh'] as const;
const NAMES = ['gateway', 'streamgank-webhook-gateway'];

/** Words of one command: its options. */
interface Words {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly string[];
  readonly takesFile: boolean;
}

/** Writes the script that completes the commands of a program, from their declarations. */
export function completionScript(shell: (typeof SHELLS)[number], program: Command): string {
  const words = program.commands.map(wordsOf);
  return shell === 'bash' ? bashScript(words) : zshScript(words);
}

function wordsOf(command: Command): Words {
  const options = command.createHelp().visibleOptions(command);
  return {
    name: command.name(),
    summary: command.summary() || command.description(),
    options: options.flatMap(({ long }) => (long === undefined || long === null ? [] : [long])),
    takesFile: command.registeredArguments.some((argument) => /file|backup/.test(argument.name())),
  };
}

function bashScript(words: readonly Words[]): string {
  const cases = words.map(({ name, options, takesFile }) => {
    const files = takesFile ? ' COMPREPLY+=($(compgen -f -- "$word"));' : '';
    return `    ${name}) COMPREPLY=($(compgen -W "${options.join(' ')}" -- "$word"));${files} ;;`;
  });
  return `# Completion of bash: source <(gateway completion bash)
_gateway() {
  local word="\${COMP_WORDS[COMP_CWORD]}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${words.map(({ name }) => name).join(' ')} --help --version" -- "$word"))
    return
  fi
  case "\${COMP_WORDS[COMP_CWORD - 1]}" in
    --file | --secret-file | --body | --request) COMPREPLY=($(compgen -f -- "$word")); return ;;
  esac
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
}
complete -F _gateway ${NAMES.join(' ')}
`;
}

function zshScript(words: readonly Words[]): string {
  const commands = words.map(({ name, summary }) => `    '${name}:${quoted(summary)}'`);
  const cases = words.map(({ name, options, takesFile }) => {
    const files = takesFile ? '; _files' : '';
    return `    ${name}) compadd -- ${options.join(' ')}${files} ;;`;
  });
  return `#compdef ${NAMES.join(' ')}
# Completion of zsh: source <(gateway completion zsh), or a file _gateway in a folder of $fpath
_gateway() {
  local -a commands
  commands=(
${commands.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  case "\${words[CURRENT - 1]}" in
    --file | --secret-file | --body | --request) _files; return ;;
  esac
  case "\${words[2]}" in
${cases.join('\n')}
  esac
}
compdef _gateway ${NAMES.join(' ')}
`;
}

function quoted(text: string): string {
  return text.replaceAll("'", "'\\''").replaceAll(':', '\\:');
}

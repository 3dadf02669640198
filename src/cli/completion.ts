import type { Command } from 'commander';

/** Shells that a script can be written for. */
export const SHELLS = ['bash', 'zsh'] as const;
const NAMES = ['gateway', 'streamgank-webhook-gateway'];

/** Values that an option or an argument takes: words, the names of files, or a text that nobody can guess. */
type Values = readonly string[] | 'files' | 'any';

/** Words of one command. */
interface Words {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly string[];
  /** Options that take a value. */
  readonly valued: readonly (readonly [option: string, values: Values])[];
  readonly argument: Values;
}

/** Writes the script that completes the commands of a program, from their declarations. */
export function completionScript(shell: (typeof SHELLS)[number], program: Command): string {
  const words = program.commands.map(wordsOf);
  return shell === 'bash' ? bashScript(words) : zshScript(words);
}

function wordsOf(command: Command): Words {
  const options = command.createHelp().visibleOptions(command);
  const [argument] = command.registeredArguments;
  return {
    name: command.name(),
    summary: command.summary() || command.description(),
    options: options.map(({ long }) => long!),
    valued: options.flatMap(({ long, required, flags, argChoices }) =>
      required ? [[long!, argChoices ?? valuesOf(flags)]] : [],
    ),
    argument: argument?.argChoices ?? valuesOf(`<${argument?.name()}>`),
  };
}

/** Reads the values off the name between the brackets. */
function valuesOf(flags: string): Values {
  return /<(file|backup)>/.test(flags) ? 'files' : 'any';
}

function bashScript(words: readonly Words[]): string {
  const offer = (values: Values): string => {
    if (values === 'files') return '_gateway_files';
    return values === 'any' ? ':' : `COMPREPLY=($(compgen -W "${values.join(' ')}" -- "$word"))`;
  };
  const cases = words.map(({ name, options, valued, argument }) => {
    const choices = valued.map(([option, values]) => `        ${option}) ${offer(values)}; return ;;`);
    const known = typeof argument === 'string' ? options : [...argument, ...options];
    const files = argument === 'files' ? '      [[ "$word" == -* ]] || { _gateway_files; return; }\n' : '';
    return `    ${name})
      case "$before" in
${choices.join('\n')}
      esac
${files}      COMPREPLY=($(compgen -W "${known.join(' ')}" -- "$word"))
      ;;`;
  });
  return `# Completion of bash: source <(gateway completion bash)
_gateway_files() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -f -- "$word"))
  compopt -o filenames 2>/dev/null
}
_gateway() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD - 1]}"
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${words.map(({ name }) => name).join(' ')} --help --version" -- "$word"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
}
complete -F _gateway ${NAMES.join(' ')}
`;
}

function zshScript(words: readonly Words[]): string {
  const offer = (values: Values): string => {
    if (values === 'files') return '_files';
    return values === 'any' ? '_message value' : `compadd -- ${values.join(' ')}`;
  };
  const commands = words.map(({ name, summary }) => `    '${name}:${quoted(summary)}'`);
  const cases = words.map(({ name, options, valued, argument }) => {
    const choices = valued.map(([option, values]) => `        ${option}) ${offer(values)}; return ;;`);
    return `    ${name})
      case "$before" in
${choices.join('\n')}
      esac
${argument === 'any' ? '' : `      ${offer(argument)}\n`}      compadd -- ${options.join(' ')}
      ;;`;
  });
  return `#compdef ${NAMES.join(' ')}
# Completion of zsh: source <(gateway completion zsh), or a file _gateway in a folder of $fpath
_gateway() {
  local before="\${words[CURRENT - 1]}"
  local -a commands
  commands=(
${commands.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  case "\${words[2]}" in
${cases.join('\n')}
  esac
}
# In $fpath, zsh runs this file in place of the function.
if [ "$funcstack[1]" = _gateway ]; then _gateway "$@"; else compdef _gateway ${NAMES.join(' ')}; fi
`;
}

function quoted(text: string): string {
  return text.replaceAll("'", "'\\''").replaceAll(':', '\\:');
}

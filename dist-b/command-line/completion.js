import { Option } from 'commander';
import { write } from './shown.js';
const SCRIPTS = {
    bash: `_gatehouse() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -W "$(gatehouse __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _gatehouse gatehouse`,
    zsh: `#compdef gatehouse
_gatehouse() {
  local -a found
  found=("\${(@f)$(gatehouse __complete -- "\${(@)words[2,$CURRENT]}" 2>/dev/null)}")
  compadd -a found
}
compdef _gatehouse gatehouse`,
    fish: `complete -c gatehouse -f -a '(gatehouse __complete -- (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)'`,
};
/** `completion bash|zsh|fish`, and what their scripts ask at every tab. */
export function addCompletion(program) {
    program
        .command('completion')
        .description('print the completion script of a shell, such as: source <(gatehouse completion bash)')
        .argument('<shell>', Object.keys(SCRIPTS).join(', '))
        .action((shell, _options, command) => {
        const script = SCRIPTS[shell];
        if (script === undefined)
            command.error(`error: there are scripts for ${Object.keys(SCRIPTS).join(', ')}`);
        else
            write(script);
    });
    program
        .command('__complete', { hidden: true })
        .argument('[words...]')
        .passThroughOptions()
        .action((words) => write(completions(program, words).join('\n')));
}
/** What can follow. @param words those that were typed; the last one is not finished */
export function completions(program, words) {
    const typed = [...words];
    const start = typed.pop() ?? '';
    let at = program;
    for (const word of typed)
        at = at.commands.find((one) => one.name() === word || one.aliases().includes(word)) ?? at;
    const choices = at.options.find((option) => option.long === typed.at(-1))?.argChoices;
    const options = at.options.map(({ long }) => long ?? '').concat('--help');
    const names = at.commands.filter((one) => !one.name().startsWith('_')).map((one) => one.name());
    const all = choices ?? (start.startsWith('-') ? options : names);
    return all.filter((word) => word.startsWith(start)).sort();
}
/** The option that names a Gatehouse for every command after it. */
export function urlOption() {
    return new Option('--url <url>', 'which Gatehouse: before a command whose own --url is another');
}
//# sourceMappingURL=completion.js.map
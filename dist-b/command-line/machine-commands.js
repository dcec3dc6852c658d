import { isRemote } from './held-token.js';
/** Commands that are about this machine, and those that are when no server is named. */
const ALWAYS = ['bootstrap', 'audit verify'];
const WITHOUT_SERVER = ['keys list', 'keys rotate', 'users setup-link'];
/** @param args what was typed after the program's name */
export function wayOf(args, environment) {
    const { words, url } = read(args);
    const [first = '', second = ''] = words;
    const names = [first, `${first} ${second}`];
    if (names.some((name) => ALWAYS.includes(name)))
        return { machine: true, either: false };
    const either = names.some((name) => WITHOUT_SERVER.includes(name));
    return { machine: either && !isRemote(url, environment), either };
}
function read(args) {
    const words = [];
    let url;
    for (let at = 0; at < args.length; at++) {
        const word = args[at] ?? '';
        if (word === '--url')
            url = args[++at];
        else if (word.startsWith('--url='))
            url = word.slice('--url='.length);
        else if (!word.startsWith('-'))
            words.push(word);
    }
    return { words, url };
}
/** Names the commands of this machine, for whoever asks what there is. */
export function addMachineHelp(program) {
    program.addHelpText('after', `
On this machine, on the server's own database:
  bootstrap            let an administrator in again
  audit verify <file>  verify an export of evidence
  keys list|rotate, users setup-link <email>
                       when nobody is logged in and no --url is given`);
}
//# sourceMappingURL=machine-commands.js.map
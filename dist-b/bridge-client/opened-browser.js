import { spawn } from 'node:child_process';
/** The platform's own way to open a URL. None goes through a shell: the URL is an argument. */
function opener(platform, url) {
    if (platform === 'darwin')
        return ['open', [url]];
    if (platform === 'win32')
        return ['rundll32', ['url.dll,FileProtocolHandler', url]];
    return ['xdg-open', [url]];
}
/**
 * Opens a browser if the machine can; whoever is at it has the URL on the screen, too.
 * @param url everybody on the machine can read it among the arguments
 */
export function openBrowser(url) {
    const [program, args] = opener(process.platform, url);
    const child = spawn(program, args, { stdio: 'ignore', detached: true });
    // There may be no such program, as on a server.
    child.on('error', () => undefined);
    child.unref();
}
//# sourceMappingURL=opened-browser.js.map
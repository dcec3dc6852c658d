import { gateRoot } from '../proxy/gate-path.js';
/** Programs that look for weaknesses, by the names that they send unless told otherwise. */
const names = [
    'sqlmap',
    'nikto',
    'nmap scripting engine',
    'masscan',
    'zgrab',
    'nuclei',
    'gobuster',
    'dirbuster',
    'dirb',
    'feroxbuster',
    'fuzz faster u fool',
    'wpscan',
    'whatweb',
    'acunetix',
    'nessus',
    'openvas',
    'netsparker',
    'arachni',
    'w3af',
    'jaeles',
    'censysinspect',
    'expanse',
    'l9explore',
    'leakix',
];
const anyName = new RegExp(`(?<![a-z0-9])(?:${names.join('|')})(?![a-z0-9])`, 'i');
/** What nobody asks for who knows what this is: other programs' secrets, consoles and well-known holes. */
const PROBE = /^\/(?:[^?]*\/)?\.(?:env|git|svn|hg|aws|ssh|htpasswd|htaccess|DS_Store)(?:[./]|$)|^\/(?:[^?]*\/)?(?:wp-(?:admin|login|content|includes|json)|phpmyadmin|cgi-bin|actuator|solr|boaform|vendor\/phpunit|_ignition|autodiscover|owa|hnap1)(?:[./]|$)|\.(?:php\d?|aspx?|jsp|cgi)$/i;
/** Whether a user agent calls itself a scanner; whoever lies is not found. */
export function isScanner(userAgent) {
    return anyName.test(userAgent);
}
/** Below which whatever follows is the name of somebody's server, also in its metadata (RFC 9728 §3). */
const GATE = new RegExp(`^(/\\.well-known/[a-z-]+)?(${[gateRoot('mcp'), gateRoot('a2a')].join('|')})/`, 'i');
/** Whether only scanners ask for a path. @param path at most a few thousand characters */
export function isProbe(path) {
    return PROBE.test(path.slice(0, 512)) && !GATE.test(path);
}
//# sourceMappingURL=scanners.js.map
import Bowser from 'bowser';
import { isbot } from 'isbot';
import { isAiCrawler } from './ai-crawlers.js';
import { isScanner } from './scanners.js';
const browsers = new Set(Object.values(Bowser.BROWSER_MAP));
const systems = new Set(Object.values(Bowser.OS_MAP));
const devices = new Set(Object.values(Bowser.PLATFORMS_MAP));
/** A request without a user agent: no browser leaves it out. */
export const NO_USER_AGENT = {
    browser: null,
    os: null,
    device: null,
    isBot: true,
    isAiCrawler: false,
    isScanner: false,
};
/** @param text bounded by the caller: the patterns take time in proportion to it */
export function readUserAgent(text) {
    const { browser, os, platform } = parsed(text);
    const crawler = isAiCrawler(text);
    const scanner = isScanner(text);
    return {
        browser: oneOf(browsers, browser.name),
        os: oneOf(systems, os.name),
        device: oneOf(devices, platform.type),
        isBot: crawler || scanner || isbot(text),
        isAiCrawler: crawler,
        isScanner: scanner,
    };
}
/** For an agent that it does not know, bowser answers with a piece of the text: whatever somebody wrote there. */
function oneOf(known, name) {
    return name !== undefined && known.has(name) ? name : null;
}
function parsed(text) {
    try {
        return Bowser.parse(text);
    }
    catch {
        // Somebody else's code on a stranger's text: a hint that cannot be had must not cost a token.
        return { browser: {}, os: {}, platform: {} };
    }
}
//# sourceMappingURL=user-agent.js.map
/**
 * Agents that collect the web for language models: for training, or for an assistant's search index. Chosen from the names
 * gathered at github.com/ai-robots-txt/ai.robots.txt (robots.txt there), last compared on 2026-11-21.
 *
 * Left out on purpose: agents that fetch at a person's request (ChatGPT-User, Claude-User, Perplexity-User, Google-Agent).
 * They crawl nothing, and as callers of MCP servers they are whom this service is for.
 */
const names = [
    // Names for robots.txt alone, which their vendors' crawlers never send: whoever does claims to be one of them.
    'Google-Extended',
    'Applebot-Extended',
    // OpenAI, Anthropic, Perplexity, Google, Apple
    'GPTBot',
    'OAI-SearchBot',
    'ClaudeBot',
    'Claude-SearchBot',
    'Claude-Web',
    'anthropic-ai',
    'PerplexityBot',
    'GoogleOther',
    'Google-CloudVertexBot',
    'CloudVertexBot',
    'Applebot',
    // Amazon, Meta, Microsoft, Cohere, DeepSeek
    'Amazonbot',
    'Amzn-SearchBot',
    'bedrockbot',
    'Meta-ExternalAgent',
    'Meta-WebIndexer',
    'FacebookBot',
    'AzureAI-SearchBot',
    'cohere-ai',
    'cohere-training-data-crawler',
    'DeepSeekBot',
    // ByteDance, Huawei, Zhipu
    'Bytespider',
    'TikTokSpider',
    'PanguBot',
    'PetalBot',
    'ChatGLM-Spider',
    // Corpora, and search on behalf of models
    'AI2Bot',
    'Bravebot',
    'CCBot',
    'Cotoyogi',
    'Crawl4AI',
    'Crawlspace',
    'Diffbot',
    'DuckAssistBot',
    'FirecrawlAgent',
    'FriendlyCrawler',
    'iAskBot',
    'iaskspider',
    'ICC-Crawler',
    'ImagesiftBot',
    'img2dataset',
    'Kangaroo Bot',
    'LAIONDownloader',
    'laion-huggingface-processor',
    'LinerBot',
    'LinkupBot',
    'omgili',
    'omgilibot',
    'PhindBot',
    'SBIntuitionsBot',
    'TavilyBot',
    'Timpibot',
    'VelenPublicWebCrawler',
    'Webzio-Extended',
    'YouBot',
];
/** A name counts where it stands as a word: "GPTBot/1.2" and "Ai2Bot-Dolma", but not "MyGPTBotTester". */
const anyName = new RegExp(`(?<![a-z0-9])(?:${names.join('|')})(?![a-z0-9])`, 'i');
/** Whether a user agent calls itself one of the known crawlers; whoever lies is not found. */
export function isAiCrawler(userAgent) {
    return anyName.test(userAgent);
}
//# sourceMappingURL=ai-crawlers.js.map
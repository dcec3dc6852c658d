import { createHash } from 'node:crypto';
/**
 * The generic cell rate algorithm, by the time of Redis alone: no replica's clock counts. A key is paid for until some moment and is
 * gone after it; what is later than a burst was written by a clock that was ahead, or under another limit, and is cut down to it: whoever
 * waits as told is admitted. Times are microseconds since 2025: small enough that a fraction of one is not lost. ARGV: price of a request, burst.
 */
const TEXT = `
local time = redis.call('TIME')
local now = (time[1] - 1735689600) * 1000000 + time[2]
local price, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local paid = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now)
if paid > now + burst + price then
  redis.call('SET', KEYS[1], string.format('%.3f', now + burst), 'PX', math.ceil(burst / 1000))
end
paid = math.min(paid, now + burst)
local wait = paid + price - now - burst
if wait > price / 1000 then return { 1, tostring(paid - now), tostring(wait) } end
redis.call('SET', KEYS[1], string.format('%.3f', paid + price), 'PX', math.ceil((paid + price - now) / 1000))
return { 0, tostring(paid - now), tostring(wait) }
`;
/** What Redis runs for each request that is counted there, and the name by which it knows it. */
export const limitsScript = { text: TEXT, sha1: createHash('sha1').update(TEXT).digest('hex') };
//# sourceMappingURL=limits-script.js.map
import { randomUUID } from 'node:crypto';
import { uuidv7 } from '../kernel/uuid-v7.js';
import { enterContext } from './request-context.js';
const REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;
/** Version 00, neither id all zero (W3C Trace Context §3.2.2). */
const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;
/** First on every request: its id, its address, the name by which we were dialled. */
export function edge(bases) {
    return (request, response, next) => {
        const given = request.headers['x-request-id'];
        const trace = request.headers['traceparent'];
        const context = {
            requestId: typeof given === 'string' && REQUEST_ID.test(given) ? given : uuidv7(Date.now()),
            address: bases.address(request),
            base: bases.dialled(request),
            traceparent: typeof trace === 'string' && TRACEPARENT.test(trace) ? trace : newTraceparent(),
        };
        response.setHeader('x-request-id', context.requestId);
        enterContext(request, context, next);
    };
}
function newTraceparent() {
    const [trace, parent] = [randomUUID(), randomUUID()].map((uuid) => uuid.replaceAll('-', ''));
    return `00-${trace}-${parent?.slice(16)}-01`;
}
//# sourceMappingURL=edge.middleware.js.map
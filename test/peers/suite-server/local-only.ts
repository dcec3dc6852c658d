import { localhostAllowedHostnames, validateHostHeader, validateOriginHeader } from '@modelcontextprotocol/server';
import { sendRpcError, type AdmittedCall } from '../../../demo/servers/upstream-http.js';

/** Answers 403 to whoever was led here by the name of another host (DNS rebinding). */
export function localOnly(serve: AdmittedCall): AdmittedCall {
  return async (req, res, body) => {
    const names = localhostAllowedHostnames();
    const judged = [validateHostHeader(req.headers.host, names), validateOriginHeader(req.headers.origin, names)];
    if (judged.some(({ ok }) => !ok)) return sendRpcError(res, 403, -32000, 'not a name of this host');
    await serve(req, res, body);
  };
}

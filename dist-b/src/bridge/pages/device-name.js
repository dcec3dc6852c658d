import { examined } from '../../http/json-body.js';
import { Problem } from '../../kernel/problem.js';
import { BridgeCodeRequest } from '../codes/bridge-code.request.js';
/** What is wrong with the name of a device, as `must be …`, by the rule that administrators meet too; or null. */
export function deviceNameFault(name) {
    try {
        examined(BridgeCodeRequest, { device_name: name }).wrong.refuse();
        return null;
    }
    catch (error) {
        if (!(error instanceof Problem))
            throw error;
        return error.errors[0]?.detail ?? error.detail;
    }
}
//# sourceMappingURL=device-name.js.map
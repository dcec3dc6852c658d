import { Reader } from 'maxmind';
import { readBounded } from './readers.js';
/** The largest city databases have a little over 100 MB. */
const LARGEST = 512 * 1024 * 1024;
/** The MaxMind DB of that name. @throws Error unless it is readable and one of countries or cities */
export function places(file) {
    const bytes = readBounded(file, LARGEST);
    let reader;
    try {
        reader = new Reader(bytes);
        // Reads the tree and the data once: what is cut off shows here and not at somebody's request.
        reader.get('192.0.2.1');
        reader.get('8.8.8.8');
    }
    catch (error) {
        throw new Error('the file is not a MaxMind DB that can be read', { cause: error });
    }
    if (!/city|country/i.test(reader.metadata.databaseType)) {
        throw new Error(`the file tells of ${reader.metadata.databaseType}; it must tell of countries or cities`);
    }
    return reader;
}
//# sourceMappingURL=geoip-file.js.map
import { readFileSync } from 'node:fs';
/**
 * Whether a connection to a loopback port of ours was made by another user of this machine. Where that cannot be told, it is
 * said that it was not: elsewhere than on Linux, and for what comes through a container or a tunnel.
 */
export function isAnotherUsers({ remotePort = 0, localPort = 0 }) {
    const uid = process.getuid?.();
    const owner = ownerOf(remotePort, localPort);
    return uid !== undefined && owner !== null && owner !== uid;
}
/** User id of the end that dialled, as the kernel lists it (proc_net_tcp). */
function ownerOf(from, to) {
    // As IPv4, and as a socket of IPv6 that speaks it.
    for (const [table, host] of [
        ['/proc/net/tcp', '0100007F'],
        ['/proc/net/tcp6', '0000000000000000FFFF00000100007F'],
    ]) {
        const ends = [from, to].map((port) => `${host}:${port.toString(16).toUpperCase().padStart(4, '0')}`);
        for (const line of linesOf(table)) {
            const [, local, remote, , , , , owner] = line.trim().split(/\s+/);
            if (local === ends[0] && remote === ends[1])
                return Number(owner);
        }
    }
    return null;
}
function linesOf(table) {
    try {
        return readFileSync(table, 'latin1').split('\n');
    }
    catch {
        return []; // another platform
    }
}
//# sourceMappingURL=loopback-peer.js.map
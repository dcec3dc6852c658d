import { Broken, Unreadable } from './broken.js';
import { CheckpointSignatures } from './checkpoint-signatures.js';
import { readLine } from './evidence-lines.js';
import { ExportVerifier, verifyProof } from './export-verifier.js';
/**
 * Verifies an export of evidence, or the proof of one receipt.
 * @param lines as they were exported
 * @param jwks public keys (RFC 7517 §5)
 * @param receipt id of one whose inclusion is to be proven
 */
export async function verifyEvidence(lines, jwks, receipt) {
    let at = 0;
    let alone;
    try {
        const signatures = new CheckpointSignatures(jwks);
        const verifier = new ExportVerifier(signatures, receipt ?? null);
        for await (const text of lines) {
            at += 1;
            const line = readLine(text);
            if (alone !== undefined)
                throw new Broken('something stands behind a proof');
            if (line.kind === 'proof' && at === 1)
                alone = line.proof;
            else
                await verifier.take(line);
        }
        if (at === 0)
            throw new Unreadable('there is nothing in it');
        if (alone !== undefined)
            return await provenAlone(alone, signatures, receipt);
        return { state: 'whole', verified: verifier.end(), ...proven(verifier, receipt) };
    }
    catch (error) {
        const problem = error.message;
        if (error instanceof Broken)
            return { state: 'broken', problem, line: at };
        if (error instanceof Unreadable)
            return { state: 'unreadable', problem, line: at };
        throw error;
    }
}
/** @throws Broken also when it is about another receipt than was asked for */
async function provenAlone(proof, signatures, asked) {
    const receipt = proof.receipt.id;
    if (asked !== undefined && asked !== receipt)
        throw new Broken(`it is about receipt ${receipt}, not ${asked}`);
    const { iss: issuer, number: checkpoint } = await verifyProof(proof, signatures);
    return { state: 'whole', proven: { receipt, checkpoint, issuer } };
}
/** @throws Broken when the receipt that was asked for is not there */
function proven({ proof }, id) {
    if (id === undefined)
        return {};
    if (proof === null)
        throw new Broken(`receipt ${id} is not in it`);
    return { proof };
}
//# sourceMappingURL=verification.js.map
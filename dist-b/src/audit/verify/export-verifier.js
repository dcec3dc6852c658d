import { MOST_RECEIPTS, nameOf } from '../checkpoints/checkpoint.rules.js';
import { pathOf, rootByPath, rootOf } from '../chain/merkle.rules.js';
import { NOTHING_BEFORE } from '../chain/receipt.rules.js';
import { Broken } from './broken.js';
/** Verifies an export line by line: what it holds grows with what one checkpoint takes in, not with the file. */
export class ExportVerifier {
    signatures;
    wanted;
    heads = new Map();
    held = new Map();
    last = null;
    first = 0;
    /** Name of the checkpoint before the first. */
    before = null;
    /** By the checkpoint that they name. */
    seals = new Map();
    receipts = 0;
    /** Since the last checkpoint. */
    open = 0;
    found = null;
    proof = null;
    /** @param wanted id of a receipt whose inclusion is to be proven */
    constructor(signatures, wanted = null) {
        this.signatures = signatures;
        this.wanted = wanted;
    }
    /** @throws Broken at the first line that does not follow from those before it */
    async take(line) {
        if (line.kind === 'receipt')
            this.receipt(line.receipt, line.hash);
        else if (line.kind === 'checkpoint')
            await this.checkpoint(line.jws);
        else
            throw new Broken('a proof stands among receipts');
    }
    /** @throws Broken when the end is missing */
    end() {
        const last = this.last?.claims;
        if (last === undefined || this.open > 0)
            throw new Broken('it ends without a checkpoint: something is cut off');
        const until = new Date(last.iat * 1000).toISOString();
        const verified = {
            issuer: last.iss,
            receipts: this.receipts,
            checkpoints: [this.first, last.number],
            until,
        };
        return this.first === 1 ? verified : { ...verified, begins: this.begins(this.first - 1) };
    }
    /** What was dropped before the beginning was told by a receipt, which names the checkpoint that the first follows on. */
    begins(after) {
        const seal = this.seals.get(after);
        if (seal !== undefined && seal.sha256 !== this.before) {
            throw new Broken(`receipt ${seal.id} names another checkpoint ${after} than the one that was before`);
        }
        return { after, sealed: seal?.id ?? null };
    }
    receipt(receipt, hash) {
        const { id, writer, seq, prev } = receipt;
        const held = this.held.get(writer) ?? [];
        const before = held.at(-1) ?? this.heads.get(writer) ?? (seq === 1 ? START : undefined);
        if (before !== undefined)
            follows(receipt, hash, before);
        held.push({ id, prev, seq, hash });
        this.held.set(writer, held);
        if (id === this.wanted)
            this.found = receipt;
        if (receipt['kind'] === 'evidence.sealed')
            this.seal(receipt);
        this.receipts += 1;
        this.open += 1;
        if (this.open > MOST_RECEIPTS)
            throw new Broken('a checkpoint is missing: none takes in so many receipts');
    }
    seal({ id, detail }) {
        const { checkpoint, sha256 } = (detail ?? {});
        if (checkpoint !== undefined)
            this.seals.set(checkpoint, { id, sha256 });
    }
    async checkpoint(jws) {
        const claims = await this.signatures.claims(jws);
        this.succeeds(claims);
        const leaves = [];
        for (const stretch of claims.chains) {
            for (const { id, hash } of this.stretch(claims, stretch)) {
                if (id === this.wanted)
                    this.prove(jws, hash, leaves.length);
                leaves.push(Buffer.from(hash, 'hex'));
            }
            this.heads.set(stretch.writer, { seq: stretch.to, hash: stretch.head });
            this.held.delete(stretch.writer);
        }
        const [stray] = this.held.values();
        if (stray !== undefined)
            throw new Broken(`receipt ${stray[0]?.id} is in no checkpoint`);
        if (rootOf(leaves).toString('base64url') !== claims.root || leaves.length !== claims.size) {
            throw new Broken(`checkpoint ${claims.number} is about other receipts than those before it`);
        }
        this.complete(jws, leaves);
        this.last = { claims, name: nameOf(jws) };
        this.open = 0;
    }
    succeeds({ number, prev, iss }) {
        if (this.last === null) {
            this.first = number;
            this.before = prev;
            return;
        }
        const { claims, name } = this.last;
        if (number !== claims.number + 1)
            throw new Broken(`checkpoint ${number} follows on ${claims.number}`);
        if (prev !== name)
            throw new Broken(`checkpoint ${number} was made after another than this ${claims.number}`);
        if (iss !== claims.iss)
            throw new Broken(`checkpoint ${number} is of another issuer`);
    }
    stretch({ number }, { writer, from, to, prev, head }) {
        const held = this.held.get(writer) ?? [];
        const [first, last] = [held[0], held.at(-1)];
        const known = this.heads.get(writer);
        const begins = first?.seq === from && first.prev === prev;
        const goesOn = known === undefined ? from === 1 || this.first > 1 : known.hash === prev;
        if (!begins || !goesOn)
            throw new Broken(`the beginning of chain ${writer} in checkpoint ${number} is missing`);
        if (last?.seq !== to)
            throw new Broken(`chain ${writer} goes on to ${to} in checkpoint ${number}: receipts are missing`);
        if (last.hash !== head)
            throw new Broken(`receipt ${last.id} is not the one that checkpoint ${number} ends with`);
        return held;
    }
    prove(checkpoint, hash, index) {
        if (this.found !== null)
            this.proof = { receipt: this.found, hash, checkpoint, index, path: [] };
    }
    complete(jws, leaves) {
        if (this.proof?.checkpoint !== jws)
            return;
        const path = pathOf(leaves, this.proof.index).map((hash) => hash.toString('hex'));
        this.proof = { ...this.proof, path };
    }
}
const START = { seq: 0, hash: NOTHING_BEFORE };
/** @throws Broken unless the receipt comes next after the head of its chain */
function follows({ id, writer, seq, prev }, hash, before) {
    if (seq === before.seq + 1 && prev === before.hash)
        return;
    if (seq > before.seq + 1)
        throw new Broken(`receipts ${before.seq + 1} to ${seq - 1} of chain ${writer} are missing`);
    if (seq === before.seq + 1)
        throw new Broken(`receipt ${id} does not follow on the one before it in chain ${writer}`);
    if (seq === before.seq && hash === before.hash)
        throw new Broken(`receipt ${id} is there twice`);
    throw new Broken(`receipt ${id} is at place ${seq} of chain ${writer}, which is past: reordered, repeated, or a fork`);
}
/** @throws Broken unless the checkpoint that is given with a receipt took it in */
export async function verifyProof(proof, signatures) {
    const claims = await signatures.claims(proof.checkpoint);
    const place = { index: proof.index, size: claims.size };
    const path = proof.path.map((hash) => Buffer.from(hash, 'hex'));
    const root = rootByPath(Buffer.from(proof.hash, 'hex'), place, path);
    if (root?.toString('base64url') !== claims.root) {
        throw new Broken(`receipt ${proof.receipt.id} is not in checkpoint ${claims.number}`);
    }
    if (!isAt(proof.receipt, proof.index, claims.chains)) {
        throw new Broken(`receipt ${proof.receipt.id} is not at the place that checkpoint ${claims.number} tells of`);
    }
    return claims;
}
/** Whether the receipt is the one of its chain that comes at this place of the tree. */
function isAt({ writer, seq }, index, chains) {
    let before = 0;
    for (const { writer: one, from, to } of chains) {
        if (one === writer)
            return seq >= from && seq <= to && index === before + seq - from;
        before += to - from + 1;
    }
    return false;
}
//# sourceMappingURL=export-verifier.js.map
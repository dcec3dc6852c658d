import { Problem } from '../../kernel/problem.js';
import { type JsonValue, parseStrictJson, StrictJsonError } from '../../kernel/strict-json.js';
import type { UpstreamAnswer } from '../usable-answer.js';

/** Bytes; an agent card has a few thousand. */
const LARGEST = 256 * 1024;

/**
 * Reads a JSON answer of an upstream that is not handed on as it comes.
 * @returns undefined for one without a body
 * @throws Problem 502 when it is too large, compressed, broken off or no JSON
 */
export async function readBoundedJson({ headers, body }: UpstreamAnswer): Promise<JsonValue | undefined> {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw refused(body, 'encoded, which was not asked for');
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > LARGEST) break;
      chunks.push(chunk);
    }
  } catch {
    throw refused(body, 'broken off');
  }
  if (size > LARGEST) throw refused(body, `larger than ${LARGEST} bytes`);
  if (size === 0) return undefined;
  try {
    return parseStrictJson(Buffer.concat(chunks));
  } catch (error) {
    if (error instanceof StrictJsonError) throw refused(body, 'no JSON');
    throw error;
  }
}

function refused(body: UpstreamAnswer['body'], why: string): Problem {
  body.destroy();
  return new Problem(502, `The agent's answer is ${why}.`);
}

import { Failure } from '../bridge-client/failure.js';
import { Refusal, type WrongField } from './refusal.js';

/** Milliseconds until the head of an answer must be there. */
const PATIENCE = 60_000;

/**
 * One request. Redirects are not followed: what carries a credential goes where it was sent.
 * @throws Failure `unreachable`
 */
export async function sent(url: string, init: RequestInit): Promise<Response> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(new Error('no answer in time')), PATIENCE);
  try {
    return await fetch(url, { ...init, redirect: 'manual', signal: patience.signal });
  } catch (error) {
    const { message, cause } = error as Error & { cause?: { message?: string; code?: string } };
    const reason = cause?.code ?? (cause?.message || message);
    throw new Failure(`${new URL(url).origin} cannot be reached (${reason}).`, 'See whether it runs, and try again.', {
      kind: 'unreachable',
      cause: error,
    });
  } finally {
    clearTimeout(timer);
  }
}

/** What an answer says in JSON; null when it says nothing, or something else. */
export async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return text === '' ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}

/** The refusal that an answer is: problem details (RFC 9457), or an OAuth error. */
export async function refusalIn(response: Response): Promise<Refusal> {
  const body = ((await jsonOf(response)) ?? {}) as Record<string, unknown>;
  const { title, detail, error, error_description, errors } = body;
  const [head = ''] = [detail, error_description, error, title].filter((text) => typeof text === 'string');
  const wrong = (Array.isArray(errors) ? errors : []).filter(isWrongField);
  const wait = response.status === 429 ? ` Try again in ${response.headers.get('retry-after') ?? 'some'} s.` : '';
  return new Refusal(
    `${response.status} ${head || response.statusText}${wait}`.trim(),
    wrong,
    response.status,
    typeof error === 'string' ? error : '',
  );
}

function isWrongField(value: unknown): value is WrongField {
  const { pointer, detail } = (value ?? {}) as Record<string, unknown>;
  return typeof pointer === 'string' && typeof detail === 'string';
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { RecordingUpstream } from './recording-upstream.js';

type Message = { jsonrpc: '2.0'; id?: unknown; method?: string; params?: Record<string, unknown> };

/** A server of HTTP with SSE that says what the test says: `POST` is taken, and whatever is to be told comes on the stream. */
export class ScriptedSse {
  /** Streams that are open, the latest last. */
  readonly streams: ServerResponse[] = [];
  /** Every stream that there ever was: the address of its messages names it. */
  private readonly known: ServerResponse[] = [];
  /** Messages that came, in order, as they came. */
  readonly messages: Message[] = [];
  /** What is written when a stream is opened; when left out, where messages of that stream go. */
  opening: (string | Buffer)[] | undefined;
  /** What is done about a message, after it was taken. */
  onMessage: (message: Message, stream: ServerResponse | undefined) => void = (...heard) => this.greet(...heard);
  /** How a message is taken. */
  take: (response: ServerResponse) => void = (response) => void response.writeHead(202).end('Accepted');

  private constructor(readonly upstream: RecordingUpstream) {
    upstream.answer = (request, response, body) => this.serve(request, response, body);
  }

  static async start(): Promise<ScriptedSse> {
    return new ScriptedSse(await RecordingUpstream.start());
  }

  get url(): string {
    return this.upstream.url;
  }

  stop(): Promise<void> {
    return this.upstream.stop();
  }

  /** Writes to the latest stream, as it is. */
  write(...pieces: (string | Buffer)[]): void {
    for (const piece of pieces) this.streams.at(-1)?.write(piece);
  }

  /** Says a message, on the latest stream when it is not told on which. */
  say(message: object, stream = this.streams.at(-1)): void {
    stream?.write(`event: message\ndata: ${JSON.stringify({ jsonrpc: '2.0', ...message })}\n\n`);
  }

  /** Answers `initialize`, and nothing else. */
  greet({ id, method, params }: Message, stream?: ServerResponse): void {
    if (method !== 'initialize') return;
    const protocolVersion = params?.['protocolVersion'] ?? '2024-11-05';
    const serverInfo = { name: 'scripted', version: '1' };
    this.say({ id, result: { protocolVersion, capabilities: {}, serverInfo } }, stream);
  }

  private serve(request: IncomingMessage, response: ServerResponse, body: string): void {
    if (request.method === 'GET') {
      this.streams.push(response);
      response.on('close', () => this.streams.splice(this.streams.indexOf(response), 1));
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      this.known.push(response);
      return this.write(...(this.opening ?? [`event: endpoint\ndata: /messages?${this.known.length - 1}\n\n`]));
    }
    const message = JSON.parse(body) as Message;
    this.messages.push(message);
    this.take(response);
    this.onMessage(message, this.known[Number(request.url?.split('?')[1])]);
  }
}

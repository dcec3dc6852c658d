import { type AgentCard, type Message, Role, type Task, TaskState, type TaskStatus } from '@a2a-js/sdk';
import {
  AgentEvent,
  type AgentExecutor,
  DefaultExecutionEventBusManager,
  DefaultRequestHandler,
  InMemoryPushNotificationStore,
  InMemoryTaskStore,
  type User,
} from '@a2a-js/sdk/server';
import { agentCardHandler, jsonRpcHandler, restHandler } from '@a2a-js/sdk/server/express';
import express, { type Request } from 'express';
import { decodeJwt } from 'jose';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it came. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: Request['headers'];
}

/**
 * An agent of the outside world, made of the SDK's own server: both versions, both bindings, each at a path of its own,
 * tasks that go on until they are told to end, and a card that says everywhere where the agent is.
 */
export class TaskAgent {
  readonly received: Received[] = [];
  private readonly waiting: (() => void)[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<TaskAgent> {
    const app = express();
    const server = createServer(app);
    const agent = new TaskAgent(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    agent.serve(app);
    return agent;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What an administrator registers. */
  get url(): string {
    return `${this.origin}/agent/rpc`;
  }

  last(): Received {
    return this.received.at(-1)!;
  }

  /** Lets the tasks end that wait. */
  release(): void {
    for (const go of this.waiting.splice(0)) go();
  }

  async stop(): Promise<void> {
    this.release();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(app: express.Express): void {
    app.use((request, _response, next) => {
      const { method, originalUrl: url, headers } = request;
      this.received.push({ method, url, headers });
      next();
    });
    const requestHandler = new DefaultRequestHandler(
      this.card(),
      new InMemoryTaskStore(),
      this.executor(),
      new DefaultExecutionEventBusManager(),
      new InMemoryPushNotificationStore(),
      undefined,
      (context) => Promise.resolve({ ...this.card(), name: `Tasks, for ${context.user?.userName ?? 'nobody'}` }),
    );
    const options = { requestHandler, userBuilder: userOf, legacyCompat: { enabled: true } };
    app.use(
      '/agent/.well-known/agent-card.json',
      agentCardHandler({ agentCardProvider: requestHandler, legacyCompat: { enabled: true } }),
    );
    app.use('/agent/rpc', jsonRpcHandler(options));
    app.use('/agent/rest', restHandler(options));
  }

  private executor(): AgentExecutor {
    return {
      execute: async ({ taskId, contextId, userMessage }, bus) => {
        const said = userMessage.parts.map(({ content }) => (content?.$case === 'text' ? content.value : '')).join(' ');
        bus.publish(AgentEvent.task(taskOf(taskId, contextId, userMessage)));
        if (said === 'wait') await new Promise<void>((go) => this.waiting.push(go));
        const status = statusOf(TaskState.TASK_STATE_COMPLETED, { ...words(`done: ${said}`), taskId, contextId });
        bus.publish(AgentEvent.statusUpdate({ taskId, contextId, status, metadata: undefined }));
        bus.finished();
      },
      cancelTask: (taskId, bus) => {
        const status = statusOf(TaskState.TASK_STATE_CANCELED, undefined);
        bus.publish(AgentEvent.statusUpdate({ taskId, contextId: '', status, metadata: undefined }));
        bus.finished();
        return Promise.resolve();
      },
    };
  }

  private card(): AgentCard {
    const speaks = (protocolBinding: string, path: string, protocolVersion: string) => ({
      url: `${this.origin}${path}`,
      protocolBinding,
      protocolVersion,
      tenant: '',
    });
    return {
      name: 'Tasks',
      description: `Does things; call ${this.origin}/agent/rpc or 127.0.0.1 directly`,
      version: '2.1.0',
      supportedInterfaces: [
        speaks('JSONRPC', '/agent/rpc', '1.0'),
        speaks('HTTP+JSON', '/agent/rest', '1.0'),
        speaks('JSONRPC', '/agent/rpc', '0.3'),
        speaks('HTTP+JSON', '/agent/rest', '0.3'),
        { ...speaks('GRPC', '', '1.0'), url: 'grpc.agents.internal:443' },
      ],
      provider: { url: `${this.origin}/about`, organization: 'Works Inc.' },
      documentationUrl: `${this.origin}/docs`,
      iconUrl: 'https://icons.example.com/works.png',
      capabilities: { streaming: true, pushNotifications: true, extendedAgentCard: true, extensions: [] },
      securitySchemes: {
        own: {
          scheme: {
            $case: 'openIdConnectSecurityScheme',
            value: { description: '', openIdConnectUrl: `${this.origin}/.well-known/openid-configuration` },
          },
        },
      },
      securityRequirements: [{ schemes: { own: { list: ['tasks'] } } }],
      defaultInputModes: ['text/plain'],
      defaultOutputModes: ['text/plain'],
      skills: [
        {
          id: 'do',
          name: 'Do it',
          description: `See ${this.origin}/skills/do`,
          tags: ['work'],
          examples: ['wait'],
          inputModes: [],
          outputModes: [],
          securityRequirements: [{ schemes: { own: { list: [] } } }],
        },
      ],
      signatures: [{ protected: 'eyJhbGciOiJFUzI1NiJ9', signature: 'c2lnbmVkIGJ5IHRoZSBhZ2VudA', header: undefined }],
    };
  }
}

/** A message of a person. */
export function words(text: string): Message {
  return {
    messageId: crypto.randomUUID(),
    contextId: '',
    taskId: '',
    role: Role.ROLE_USER,
    parts: [{ content: { $case: 'text', value: text }, metadata: undefined, filename: '', mediaType: 'text/plain' }],
    metadata: undefined,
    extensions: [],
    referenceTaskIds: [],
  };
}

/** Whose task it is: the gate's token says. */
function userOf(request: Request): Promise<User> {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  const sub = token === undefined ? '' : String(decodeJwt(token).sub);
  return Promise.resolve({ isAuthenticated: sub !== '', userName: sub });
}

function taskOf(id: string, contextId: string, message: Message): Task {
  const status = statusOf(TaskState.TASK_STATE_WORKING, undefined);
  return { id, contextId, status, artifacts: [], history: [message], metadata: undefined };
}

function statusOf(state: TaskState, message: Message | undefined): TaskStatus {
  return { state, message: message && { ...message, role: Role.ROLE_AGENT }, timestamp: new Date().toISOString() };
}

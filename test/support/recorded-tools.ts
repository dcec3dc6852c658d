import { TestGatehouse } from './gatehouse.js';
import { RecordingUpstream } from './recording-upstream.js';

/** A Gatehouse before one MCP server, `tools`, that keeps what reaches it, and an agent that may call it. */
export class RecordedTools {
  private constructor(
    readonly gatehouse: TestGatehouse,
    readonly upstream: RecordingUpstream,
    /** The agent's, for that server. */
    readonly token: string,
  ) {}

  static async start(): Promise<RecordedTools> {
    const [gatehouse, upstream] = [await TestGatehouse.start(), await RecordingUpstream.start()];
    const { resource } = await gatehouse.create('/upstreams', { name: 'tools', kind: 'mcp', url: upstream.url });
    const agent = await gatehouse.agent();
    const token = await gatehouse.accessToken(agent.id, agent.secret, { resource });
    return new RecordedTools(gatehouse, upstream, token);
  }

  async stop(): Promise<void> {
    await this.gatehouse.stop();
    await this.upstream.stop();
  }
}

/** A browser as far as redirects and cookies go, which it keeps by host, as browsers do: a port is no border to them. */
export class CookieBrowser {
  private readonly jars = new Map<string, Map<string, string>>();

  /** @param most redirects that are followed */
  async open(url: string, most = 10): Promise<Response> {
    const jar = this.jarOf(url);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: cookie === '' ? {} : { cookie } });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      jar.set(name, value);
    }
    const location = answer.headers.get('location');
    return location === null || most === 0 ? answer : this.open(new URL(location, url).href, most - 1);
  }

  private jarOf(url: string): Map<string, string> {
    const { hostname } = new URL(url);
    const jar = this.jars.get(hostname) ?? new Map<string, string>();
    this.jars.set(hostname, jar);
    return jar;
  }
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, isInstalled, type Server, serverOf, start, untilHealthy } from './children.js';

/** nginx in front of the upstream, on one core as one process. @returns undefined where it is not installed */
export async function startNginx(folder: string, upstream: string): Promise<Server | undefined> {
  if (!isInstalled('nginx')) return undefined;
  const port = await freePort();
  const file = join(folder, 'nginx.conf');
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder}/${kind};`,
  );
  writeFileSync(
    file,
    `daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr crit;
events { worker_connections 1024; }
http {
  access_log off; keepalive_requests 1000000000; client_body_buffer_size 128k; client_max_body_size 4m;
  ${paths.join(' ')}
  proxy_buffers 8 64k; proxy_buffer_size 64k; proxy_busy_buffers_size 128k;
  upstream bench { server ${new URL(upstream).host}; keepalive 64; keepalive_requests 1000000000; }
  server {
    listen 127.0.0.1:${port};
    location / { proxy_pass http://bench; proxy_http_version 1.1; proxy_set_header Connection ""; }
  }
}
`,
  );
  const child = start('server', 'nginx', ['-p', folder, '-c', file]);
  const url = `http://127.0.0.1:${port}`;
  await untilHealthy(child, url);
  return serverOf(child, url, 0);
}

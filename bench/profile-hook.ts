// Loaded into a server by `node --import`: the first SIGUSR2 begins a CPU profile, the next one writes it.
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';

const session = new Session();
session.connect();
let running = false;

process.on('SIGUSR2', () => void (running ? finish() : begin()));

async function begin(): Promise<void> {
  running = true;
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 200 });
  await session.post('Profiler.start');
}

async function finish(): Promise<void> {
  const { profile } = await session.post('Profiler.stop');
  writeFileSync(process.env['PROFILE_FILE'] ?? 'profile.cpuprofile', JSON.stringify(profile));
}

import { readdirSync, readFileSync } from 'node:fs';

/** Microseconds of one tick of /proc/<pid>/stat: Linux shows user space 100 ticks a second on every machine. */
const TICK = 10_000;

interface Process {
  readonly parent: number;
  /** Microseconds, with those of its children that have ended. */
  readonly spent: number;
  /** Microseconds of its own. */
  readonly own: number;
}

/** CPU time of everything that runs, at one moment. */
export interface Snapshot {
  readonly processes: ReadonlyMap<number, Process>;
  /** Microseconds for which any CPU was busy since the machine started. */
  readonly busy: number;
}

export function snapshot(): Snapshot {
  const processes = new Map<number, Process>();
  for (const name of readdirSync('/proc')) {
    const process = /^\d+$/.test(name) ? read(Number(name)) : undefined;
    if (process !== undefined) processes.set(Number(name), process);
  }
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = readFileSync('/proc/stat', 'utf8')
    .slice(4, 200)
    .trim()
    .split(/\s+/)
    .map(Number);
  return { processes, busy: (user + nice + system + irq + softirq + steal) * TICK };
}

/** Microseconds that one process spent between two moments. */
export function spentBy(pid: number, before: Snapshot, after: Snapshot): number {
  return (after.processes.get(pid)?.own ?? 0) - (before.processes.get(pid)?.own ?? 0);
}

/** Microseconds that whole families spent: the roots, their descendants, and those of them that have ended. */
export function spentByFamilies(roots: readonly number[], before: Snapshot, after: Snapshot): number {
  return familySum(roots, after) - familySum(roots, before);
}

/** Resident memory of a process in MiB, now and at its highest. */
export function memory(pid: number): { now: number; highest: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mib = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1024;
  return { now: mib('VmRSS'), highest: mib('VmHWM') };
}

/** The parent of a process that is called so; undefined when there is none of that name here. */
export function parentOf(pid: number, name: string): number | undefined {
  try {
    if (readFileSync(`/proc/${pid}/comm`, 'utf8').trim() !== name) return undefined;
  } catch {
    return undefined;
  }
  return read(pid)?.parent;
}

function familySum(roots: readonly number[], { processes }: Snapshot): number {
  const belongs = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 0; at = processes.get(at)?.parent)
      if (roots.includes(at)) return true;
    return false;
  };
  let sum = 0;
  for (const [pid, process] of processes) if (belongs(pid)) sum += process.spent;
  return sum;
}

function read(pid: number): Process | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in parentheses and may itself hold blanks and parentheses.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = (index: number) => Number(fields[index]) * TICK;
    const own = ticks(11) + ticks(12);
    return { parent: Number(fields[1]), own, spent: own + ticks(13) + ticks(14) };
  } catch {
    return undefined; // it ended between the listing and the reading
  }
}

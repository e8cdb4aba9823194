import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from './temporary-folder'

/** A folder that tells of processes as Linux does in /proc. */
interface FakeProc {
  readonly folder: string
  /**
   * A process begins, or becomes another program.
   * @param environ what is told of its environment, one of this session without it: "" of one that has ended and is not
   * yet asked how, or just becomes its program; null where nothing can be read
   */
  run(pid: number, name: string, environ?: string | null): void
  /** It is gone. */
  end(pid: number): void
}

/** XDG_RUNTIME_DIR of this session. */
export const RUNTIME = '/run/user/7'
/** The environment of a process of another session of the same user. */
export const ELSEWHERE = environOf('/run/user/8')

export function fakeProc(): FakeProc {
  const folder = temporaryFolder()
  return {
    folder,
    run(pid, name, environ = environOf(RUNTIME)) {
      const place = join(folder, String(pid))
      mkdirSync(place, { recursive: true })
      writeFileSync(join(place, 'comm'), `${name}\n`)
      if (environ !== null) writeFileSync(join(place, 'environ'), environ)
    },
    end: (pid) => rmSync(join(folder, String(pid)), { recursive: true }),
  }
}

function environOf(runtime: string): string {
  return `HOME=/home/ada\0XDG_RUNTIME_DIR=${runtime}\0`
}

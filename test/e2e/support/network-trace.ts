import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a program is put under so that each of its threads and children writes its network calls to a file. */
export const traceInto = (folder: string): string[] => [
  ...['strace', '-f', '-ff', '--seccomp-bpf', '-e', 'trace=%network'],
  ...['-o', join(folder, 'trace')],
]

/** All traced calls, a line each. */
export function tracedCalls(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
}

const LOOPBACK = /inet_addr\("127\.|inet_pton\(AF_INET6, "(::1|::ffff:127\.[\d.]+)"/

/**
 * Chromium's question whether the machine has a route for IPv6 (`HostResolverManager`): a datagram socket is
 * given that address and asked for its own, and closed again. No packet is sent by that.
 */
const PROBED = 'inet_pton(AF_INET6, "2001:4860:4860::8888"'

const isProbe = (line: string, next: string | undefined): boolean =>
  line.startsWith('connect(') && line.includes(PROBED) && next?.startsWith('getsockname(') === true

/** Calls that reach beyond this machine. AF_NETLINK does not: it asks the kernel which devices there are. */
export function outwardCalls(calls: readonly string[]): string[] {
  return calls
    .filter((line, i) => !isProbe(line, calls[i + 1]))
    .filter((line) => /^(connect|sendto|sendmsg|sendmmsg|bind)\(/.test(line))
    .filter((line) => /AF_INET|AF_PACKET/.test(line))
    .filter((line) => !LOOPBACK.test(line))
}

import { failure, type Failure, type FailureCode, type Result } from '../../shared/codes'
import type { Clock } from './clock'
import type { Publisher } from './publisher'

/** Milliseconds without a byte after which a server is given up. */
export const STALL = 30_000

const MOST_REDIRECTS = 5
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** What is needed to ask a publisher for something. */
export interface Line {
  readonly publisher: Publisher
  readonly clock: Clock
  /** Milliseconds, see STALL. */
  readonly stall: number
  readonly signal: AbortSignal | undefined
}

/** A server's answer whose body has not been read yet; one of `read` and `drop` must be called. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** Hands over the body piece by piece, until its end or a failure. */
  read(onPiece: (piece: Uint8Array) => Promise<Result<object>>): Promise<Result<object>>
  drop(): void
}

const STATUS_CODES: Readonly<Record<number, FailureCode>> = {
  401: 'download-denied',
  403: 'download-denied',
  404: 'download-not-found',
  408: 'download-server-error',
  410: 'download-not-found',
  429: 'download-server-error',
  451: 'download-denied',
}

function statusFailure(status: number, url: URL): Failure {
  const code = STATUS_CODES[status] ?? (status >= 500 ? 'download-server-error' : 'download-unclear')
  return failure(code, `${status} from ${url.host}`)
}

/** Errors of a connection that had been made; all others mean that there was none. */
const CUTS: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'])

function connectionFailure(error: unknown): Failure {
  const cause = error instanceof Error ? error.cause : undefined
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no answer'
  return failure(CUTS.has(code) ? 'download-cut' : 'download-refused', code)
}

/** Ends a request when the user does, or when nothing has come for too long. */
interface Watch {
  readonly signal: AbortSignal
  /** Counts the silence from now on. */
  count(): void
  /** Stops counting: we are the one that the server waits for. */
  hold(): void
  /** Ends the watch, and the connection if it is still open. */
  end(): void
  /** Why the request was ended from this side, if it was. */
  ended(): Failure | null
}

function watch(line: Line): Watch {
  const controller = new AbortController()
  let why: Failure | null = null
  let hold = (): void => undefined
  const abort = (failed: Failure): void => {
    why ??= failed
    controller.abort()
  }
  const cancelled = (): void => abort(failure('cancelled'))
  const count = (): void => {
    hold()
    hold = line.clock.after(line.stall, () => abort(failure('download-stalled')))
  }
  if (line.signal?.aborted) cancelled()
  else line.signal?.addEventListener('abort', cancelled)
  count()
  return {
    signal: controller.signal,
    count,
    hold: () => hold(),
    ended: () => why,
    end() {
      hold()
      line.signal?.removeEventListener('abort', cancelled)
      controller.abort()
    },
  }
}

/**
 * Asks for a URL, and follows the publisher's redirects.
 * SECURITY: every address on the way is checked before it is asked; nothing about this user goes along: no
 * cookies, no credentials, no referrer. Compression is refused, so that ranges and sizes are of the file.
 */
export async function request(
  url: URL,
  headers: Readonly<Record<string, string>>,
  line: Line,
): Promise<Result<{ answer: Answer }>> {
  const watched = watch(line)
  const asked = await follow(url, headers, line.publisher, watched)
  if (!asked.ok) watched.end()
  return asked
}

async function follow(
  url: URL,
  headers: Readonly<Record<string, string>>,
  publisher: Publisher,
  watched: Watch,
): Promise<Result<{ answer: Answer }>> {
  let address = url
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    if (!publisher.trusts(address)) return failure('download-redirected-away', address.host)
    let response: Response
    try {
      response = await fetch(address, {
        headers: { 'accept-encoding': 'identity', 'user-agent': 'Descry', ...headers },
        redirect: 'manual',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
        signal: watched.signal,
      })
    } catch (error) {
      return watched.ended() ?? connectionFailure(error)
    }
    watched.count()
    const target = response.headers.get('location')
    if (!REDIRECTS.has(response.status) || target === null) {
      const usable = response.ok || response.status === 416
      return usable ? { ok: true, answer: answerOf(response, watched) } : statusFailure(response.status, address)
    }
    if (!URL.canParse(target, address)) return failure('download-unclear', 'redirected to no address')
    await response.body?.cancel()
    address = new URL(target, address)
  }
  return failure('download-unclear', 'too many redirects')
}

function answerOf(response: Response, watched: Watch): Answer {
  const readOn = async (onPiece: (piece: Uint8Array) => Promise<Result<object>>): Promise<Result<object>> => {
    const reader = response.body?.getReader()
    for (;;) {
      let piece: Awaited<ReturnType<ReadableStreamDefaultReader<Uint8Array>['read']>> | undefined
      try {
        piece = await reader?.read()
      } catch {
        return watched.ended() ?? failure('download-cut')
      }
      if (!piece || piece.done) return { ok: true }
      watched.hold()
      const taken = await onPiece(piece.value)
      if (!taken.ok) return taken
      watched.count()
    }
  }
  return {
    status: response.status,
    headers: response.headers,
    drop: () => watched.end(),
    async read(onPiece) {
      try {
        return await readOn(onPiece)
      } finally {
        watched.end()
      }
    },
  }
}

import type { EARCONS } from '../../shared/stage-protocol'
import type { StagePort } from './stage-port'

type Earcon = (typeof EARCONS)[number]

/** Longer than any earcon; a stage that does not tell of the end holds nobody up, milliseconds. */
const LONGEST = 2000

/** Plays earcons in the stage window. Nothing waits for them; without a stage they are simply not there. */
export class EarconPlayer {
  readonly #stage: StagePort
  /** How many were asked for and have not ended. */
  #sounding = 0
  readonly #waiting = new Set<() => void>()

  /** @param sounded told when a sound begins, with the milliseconds from the stage's hearing of it */
  constructor(stage: StagePort, sounded: (name: Earcon, late: number) => void = () => undefined) {
    this.#stage = stage
    stage.listen((event) => {
      if (event.type === 'sounded') sounded(event.name, event.late)
      if (event.type === 'earcon-ended') this.#set(this.#sounding - 1)
    })
    stage.onLost(() => this.#set(0))
  }

  /** @param volume 0 (nothing is played) to 1 */
  play(name: Earcon, volume: number): void {
    if (volume <= 0) return
    if (this.#stage.tell({ type: 'earcon', name, volume: Math.min(1, volume) })) this.#set(this.#sounding + 1)
  }

  /** Resolves when nothing sounds any more. */
  async finish(): Promise<void> {
    if (this.#sounding === 0) return
    const { promise, resolve } = Promise.withResolvers<undefined>()
    const done = (): void => resolve(undefined)
    this.#waiting.add(done)
    const timer = setTimeout(done, LONGEST)
    await promise
    clearTimeout(timer)
    this.#waiting.delete(done)
  }

  async stop(): Promise<void> {
    this.#stage.tell({ type: 'earcons-stop' })
    await this.finish()
  }

  #set(sounding: number): void {
    this.#sounding = Math.max(0, sounding)
    if (this.#sounding === 0) for (const done of [...this.#waiting]) done()
  }
}

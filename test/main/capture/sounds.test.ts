import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EarconPlayer } from '../../../src/main/capture/earcon-player'
import { StagePort } from '../../../src/main/capture/stage-port'
import { StageSpeech } from '../../../src/main/capture/stage-speech'
import { stageEnd, type StageEnd } from '../../support/stage/node-port'

let end: StageEnd
let stage: StagePort
beforeEach(() => {
  stage = new StagePort()
  end = stageEnd()
  stage.connect(end.port)
})
afterEach(() => end.close())

/** Whether a promise has resolved by the time that a message has gone there and back. */
async function settled(promise: Promise<unknown>): Promise<boolean> {
  const state = { yes: false }
  void promise.then(() => (state.yes = true))
  const back = new Promise((resolve) => stage.listen(({ type }) => type === 'ready' && resolve(undefined)))
  end.tell({ type: 'ready' })
  await back
  return state.yes
}

describe('earcons that main plays', () => {
  it('are over when each of them is', async () => {
    const player = new EarconPlayer(stage)
    player.play('began', 0.5)
    player.play('tick', 2)
    expect(await end.request('earcon')).toEqual({ type: 'earcon', name: 'began', volume: 0.5 })
    expect(await end.request('earcon')).toMatchObject({ volume: 1 })
    const over = player.finish()
    end.tell({ type: 'earcon-ended', name: 'began' })
    expect(await settled(over)).toBe(false)
    end.tell({ type: 'earcon-ended', name: 'tick' })
    await over
  })
  it('are not played at all without volume or stage, and hold nobody up', async () => {
    const player = new EarconPlayer(stage)
    player.play('done', 0)
    await player.finish()
    stage.close()
    player.play('done', 1)
    await player.finish()
    expect(end.heard).toEqual([])
  })
  it('are over when the stage goes', async () => {
    const player = new EarconPlayer(stage)
    player.play('done', 1)
    const over = player.finish()
    await end.request('earcon')
    end.close()
    await over
  })
  it('are stopped, and that is over when they have ended', async () => {
    const player = new EarconPlayer(stage)
    player.play('failure', 1)
    const stopped = player.stop()
    await end.request('earcons-stop')
    expect(await settled(stopped)).toBe(false)
    end.tell({ type: 'earcon-ended', name: 'failure' })
    await stopped
  })
  it('are told when they begin to sound', async () => {
    const sounded = new Promise((resolve) => new EarconPlayer(stage, (name, late) => resolve([name, late])))
    end.tell({ type: 'sounded', name: 'began', late: 31 })
    expect(await sounded).toEqual(['began', 31])
  })
})

describe('speech that main gives to the stage', () => {
  const words = { text: 'A dog.', lang: 'en', rate: 1.2, pitch: 1, volume: 0.7 }

  it('carries the words as they are and ends as the stage says', async () => {
    const speech = new StageSpeech(stage)
    for (const how of ['spoken', 'silenced', 'failed'] as const) {
      const spoken = speech.speak({ ...words, voice: 'en one' })
      const request = await end.request('speak')
      expect(request).toEqual({ type: 'speak', job: request.job, ...words, voice: 'en one' })
      end.tell({ type: 'spoken', job: request.job, end: how })
      expect(await spoken).toBe(how)
    }
  })
  it('takes nothing along that the stage does not know', async () => {
    const speech = new StageSpeech(stage)
    const spoken = speech.speak({ id: 7, ...words } as typeof words)
    const { job } = await end.request('speak')
    end.tell({ type: 'spoken', job, end: 'spoken' })
    expect(await spoken).toBe('spoken')
  })
  it('fails when the stage goes, which then has no voices', async () => {
    const speech = new StageSpeech(stage)
    const spoken = speech.speak(words)
    await end.request('speak')
    end.close()
    expect(await spoken).toBe('failed')
    expect(await speech.voices()).toEqual([])
  })
  it('lists the voices and passes a cancel on', async () => {
    const speech = new StageSpeech(stage)
    const asked = speech.voices()
    const voices = [{ name: 'en one', lang: 'en', local: true }]
    end.tell({ type: 'voices', job: (await end.request('voices')).job, voices })
    expect(await asked).toEqual(voices)
    await speech.cancel()
    await end.request('speech-cancel')
  })
})

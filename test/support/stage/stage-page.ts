import { chromium, type Browser, type Page } from 'playwright-core'
import { OPEN_SCREEN, STAGE_PORT, type StageEvent, type StageRequest } from '../../../src/shared/stage-protocol'
import { missing } from '../speech/session'
import type { Colour } from './x-display'

/** A frame as the test sees it. */
export interface Seen {
  readonly width: number
  readonly height: number
  readonly bytes: Buffer
  /** Milliseconds from the request to the answer, inside the page. */
  readonly took: number
  at(x: number, y: number): Colour
}
type Failed = Extract<StageEvent, { type: 'failed' }>
type Plain = Exclude<StageEvent, { type: 'frame' | 'microphone-sound' }>

/** The stage's page in a real Chromium, with the other end of its port in the test's hand. */
export interface StagePage {
  readonly page: Page
  /** What broke the content security policy, and errors that nobody caught. */
  readonly complaints: readonly string[]
  /** Loads the page anew: its streams and what was changed in it are gone. */
  load(): Promise<void>
  openScreen(source?: string): Promise<unknown>
  /** Posts a request and resolves with the frame or failure of its job. */
  frame(request: Extract<StageRequest, { type: 'screen' | 'camera' | 'camera-frame' }>): Promise<Seen | Failed>
  post(request: unknown): Promise<void>
  /** The first event of this kind that was not taken yet, past or to come. */
  next<T extends Plain['type']>(type: T): Promise<Extract<Plain, { type: T }>>
  /** The samples of the next piece of a microphone's sound. */
  sound(): Promise<number[]>
  close(): Promise<void>
}

/** A sentence saying what is missing for a stage here; undefined when nothing is. */
export function stageMissing(...programs: readonly string[]): string | undefined {
  return missing('chromium', 'Xvfb', ...programs)
}

const FLAGS = [
  '--auto-select-desktop-capture-source=Entire screen',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
]

interface Start {
  readonly url: string
  readonly env: Readonly<Record<string, string>>
  readonly flags?: readonly string[]
}

/** @param start.env must name the display and whatever else the page's devices need */
export async function openStage({ url, env, flags = [] }: Start): Promise<StagePage> {
  const browser: Browser = await chromium.launch({
    executablePath: process.env['DESCRY_CHROMIUM'] ?? '/usr/bin/chromium',
    headless: false,
    // Chromium refuses its own sandbox to root.
    args: [...FLAGS, ...flags, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env },
  })
  const page = await browser.newPage()
  const complaints: string[] = []
  await page.exposeFunction('descryTestComplain', (what: string) => complaints.push(what))
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      ;(globalThis as never as Complaining).descryTestComplain(`${violatedDirective}: ${blockedURI}`)
    })
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  const load = async (): Promise<void> => {
    await page.goto(url)
    await page.evaluate(listen, STAGE_PORT)
  }
  await load()
  return {
    page,
    complaints,
    load,
    openScreen: (source = 'all') =>
      page.evaluate(([name, what]) => (globalThis as never as Opener)[name]!(what), [OPEN_SCREEN, source] as const),
    async frame(request) {
      const seen = await page.evaluate(askForFrame, request)
      return 'code' in seen ? seen : frameOf(seen)
    },
    post: (request) => page.evaluate((message) => (globalThis as never as Held).stagePort.postMessage(message), request),
    next: (type) => page.evaluate(nextEvent, type) as never,
    sound: () => page.evaluate(nextSound),
    close: () => browser.close(),
  }
}

interface Complaining {
  descryTestComplain(what: string): void
}
type Opener = Record<string, (source: string) => Promise<unknown>>
interface Held {
  stagePort: MessagePort
  stageEvents: StageEvent[]
  stageHeard: EventTarget
}

/** Runs in the page. */
function listen(handOver: string): void {
  const held = globalThis as never as Held
  const { port1, port2 } = new MessageChannel()
  held.stagePort = port1
  held.stageEvents = []
  held.stageHeard = new EventTarget()
  port1.onmessage = ({ data }: MessageEvent<StageEvent>) => {
    held.stageEvents.push(data)
    held.stageHeard.dispatchEvent(new Event('heard'))
  }
  window.postMessage(handOver, location.origin, [port2])
}

interface Sent {
  readonly width: number
  readonly height: number
  readonly base64: string
  readonly took: number
}

/** Runs in the page. */
async function askForFrame(request: Extract<StageRequest, { job: string }>): Promise<Sent | Failed> {
  const { stagePort, stageEvents, stageHeard } = globalThis as never as Held
  const asked = performance.now()
  stagePort.postMessage(request)
  for (;;) {
    const index = stageEvents.findIndex((event) => 'job' in event && event.job === request.job)
    if (index < 0) {
      await new Promise((resolve) => stageHeard.addEventListener('heard', resolve, { once: true }))
      continue
    }
    const took = performance.now() - asked
    const [event] = stageEvents.splice(index, 1)
    if (event?.type === 'failed') return event
    if (event?.type !== 'frame') throw new Error(`answered with ${String(event?.type)}`)
    const { width, height, bytes } = event.frame
    return { width, height, took, base64: (bytes as unknown as { toBase64(): string }).toBase64() }
  }
}

/** Runs in the page. */
async function nextEvent(type: string): Promise<StageEvent | undefined> {
  const { stageEvents, stageHeard } = globalThis as never as Held
  for (;;) {
    const index = stageEvents.findIndex((event) => event.type === type)
    if (index >= 0) return stageEvents.splice(index, 1)[0]
    await new Promise((resolve) => stageHeard.addEventListener('heard', resolve, { once: true }))
  }
}

/** Runs in the page. */
async function nextSound(): Promise<number[]> {
  const { stageEvents, stageHeard } = globalThis as never as Held
  for (;;) {
    const index = stageEvents.findIndex((event) => event.type === 'microphone-sound')
    const [event] = index < 0 ? [] : stageEvents.splice(index, 1)
    if (event?.type === 'microphone-sound') return [...event.samples]
    await new Promise((resolve) => stageHeard.addEventListener('heard', resolve, { once: true }))
  }
}

function frameOf({ width, height, base64, took }: Sent): Seen {
  const bytes = Buffer.from(base64, 'base64')
  return {
    width,
    height,
    bytes,
    took,
    at(x, y) {
      const at = (y * width + x) * 4
      return [bytes[at] ?? -1, bytes[at + 1] ?? -1, bytes[at + 2] ?? -1]
    },
  }
}

import { app, clipboard, globalShortcut, powerMonitor, screen, utilityProcess } from 'electron'
import { homedir } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { ownEngine } from '../../cli/own-engine'
import { ownStore } from '../../cli/own-store'
import { runCommand } from '../../cli/run-command'
import { askForWay, listenForStop } from '../../cli/stop-socket'
import type { KeyId } from '../../shared/app-state'
import { keySystem } from '../../shared/keys'
import { neighbours } from '../../shared/key-conflicts'
import { HeldCamera } from '../capture/held-camera'
import type { StagePort } from '../capture/stage-port'
import { createDesktop, whyUnsupported } from '../desktop/create-desktop'
import { nativeId } from '../desktop/native-id'
import { createAnswerHistory } from '../history/answer-history'
import { thisPlace } from '../history/private-folder'
import { modelsFolder } from '../models/models-folder'
import { createNarrator } from '../narrate/narrator'
import { ENGINE_BUNDLE } from '../resources'
import type { SettingsStore } from '../settings/settings-store'
import { createActions } from './actions'
import { Answering, failureSentence, type TakenPicture } from './answering'
import { Answers } from './answers'
import { handleWindows } from './app-handlers'
import { appServices } from './app-services'
import { createAppVoice, voiceChange } from './app-voice'
import { captionedVoice } from './captioned-voice'
import { Descry } from './descry'
import { createFeatures } from './features'
import { displayViews } from './displays'
import { engineState } from './engine-report'
import { GlobalKeys } from './global-keys'
import { openRemembering } from './history-actions'
import { HomeWindow } from './home-window'
import { KeysAtWork } from './keys-at-work'
import { Layer } from './layer'
import { AskSubjects } from './ask-subject'
import { TypedQuestions } from './asking'
import type { Log } from './log'
import { MenuLetters } from './menu-letters'
import { messagesFor } from './messages-for'
import { modelAtStart } from './model-in-use'
import { openModels } from './open-models'
import { openPictures } from './open-pictures'
import { Profiles } from './profiles'
import { NarrationSwitch } from './narrating'
import { narratedScreen } from './narration-source'
import { keepsAnswers, rememberedState } from './remembering'
import { ReaderAtWork } from './reader-at-work'
import { OwnTimes } from './own-times'
import type { Ipc } from './security/ipc'
import { AppStateStore, firstState } from './state'
import { processNames, runningNeighbours } from './running-neighbours'
import { statusSentences } from './status'
import { createTell } from './tell'
import { createUtilitySpawner } from './utility-spawner'
import { listenForVerbs } from './verb-socket'
import type { Wanted } from './wanted'
import { watchedVoice } from './watched-voice'
import { WindowSpeech } from './window-speech'
import type { AppWindows } from './windows'

interface Parts {
  readonly windows: AppWindows
  readonly ipc: Ipc
  readonly stage: StagePort
  readonly settings: SettingsStore
  readonly wanted: Wanted
  readonly log: Log
}

/** Puts the app's parts together. Nothing is said or shown by it. */
export function compose({ windows, ipc, stage, settings, wanted, log }: Parts) {
  const { env, platform } = process
  const languages = { env, preferred: app.getPreferredSystemLanguages() }
  const messages = () => messagesFor(settings.current(), languages)
  // The engine's processes first: they take longest.
  const fork: typeof utilityProcess.fork = (path, args, options) => utilityProcess.fork(path, args, options)
  const store = ownStore(env, platform)
  const engine = ownEngine(env, platform)
  const first = modelAtStart(settings.current().model, store)
  const narrator = createNarrator({
    spawn: createUtilitySpawner(fork, ENGINE_BUNDLE, env),
    device: settings.current().device,
    ...engine,
    devices: { ...engine.devices, onMains: () => !powerMonitor.isOnBatteryPower() },
    ...(first.folder === null ? {} : { modelFolder: first.folder }),
  })
  const desktop = createDesktop(env, platform)
  const place = thisPlace(env)

  const own = (): ReadonlySet<number> => new Set(windows.all().map((window) => nativeId(window.getNativeWindowHandle())))
  const frontId = async (): Promise<number | null> => {
    const found = await desktop.frontWindow(own())
    return found.ok ? found.window.id : null
  }
  const active = async (): Promise<number | null> => {
    const found = await desktop.activeWindow()
    return found.ok ? found.id : null
  }
  const activate = (id: number) => desktop.activate(id)

  const begun = firstState(settings.current(), messages().locale)
  const state = new AppStateStore({ ...begun, models: { ...begun.models, inUse: first.id } }, (now) => {
    ipc.broadcast('app:state', now)
    windows.showCaption(now.caption, now.settings.caption)
  })
  const system = keySystem(platform)
  const homeIsInFront = (): boolean => windows.get('home')?.isFocused() ?? false
  const sounding = createAppVoice(settings.current(), messages(), {
    stage,
    working: () => ({ text: messages().say('app.working', { key: keys.spoken('stop') }), lang: messages().locale }),
    watchSilenceKey: (pressed) => desktop.watchControl(pressed),
    notifyingWindow: {
      handle() {
        const window = windows.get('home')
        return window ? nativeId(window.getNativeWindowHandle()) : null
      },
      isInFront: homeIsInFront,
    },
    liveRegion: {
      isInFront: homeIsInFront,
      announce: (words) => void ipc.send('home', 'announce', words),
      readerRuns: async () => (await desktop.screenReader()) !== null || state.state.reader,
    },
  })
  const { voice: heard, isFree } = watchedVoice(sounding, () => notices.wake())
  const voice = captionedVoice(heard, (said) => state.change({ said: said.map(({ text, lang }) => ({ text, lang })) }))
  const history = createAnswerHistory()
  const keeps = (): boolean => keepsAnswers(settings.current(), state.state.profile?.id ?? null)
  const answers = new Answers(history, () => state.change(rememberedState(history, state.state)), (picture) => pictures.keeps(picture))
  const profileChanged = (): void => {
    voice.change(voiceChange(profiles.settings()))
    reader.apply()
  }
  const profiles: Profiles = new Profiles({ desktop, own, state, settings: () => settings.current(), changed: profileChanged })
  const ours = new OwnTimes(Date.now)
  const answering = new Answering({
    narrator,
    voice,
    records: answers,
    working: (command, stage) =>
      state.change({ activity: { command, sentence: stage === null ? '' : messages().say(`app.stage.${stage}`) } }),
    messages,
    style: () => ({ ...profiles.settings(), textFirst: profiles.current?.first === 'text', hints: settings.current().verbosity.hints === 'words' }),
    textView: { isWanted: () => settings.current().answersIn === 'window', open: (line) => void home.show('text', 'answer', line) },
    front: frontId,
    askForWay() {
      void askForWay(place, ours.now())
    },
    now: Date.now,
  })
  const tell = createTell({ settings: () => settings.current(), say: (words) => void answering.say(words), earcon: (earcon) => voice.earcon(earcon) })
  const { models, inUse, notices, device } = openModels({
    ...{ store, narrator, settings, state, messages, voice, tell, platform },
    folder: modelsFolder(env, platform, homedir()),
    isFree: () => isFree() && !keys.isLearning && state.state.listening === null,
    preferred: languages.preferred,
    answer: () => answers.wholeOfCurrent(),
    refreshEngine: () => refreshEngine(),
  })
  const remembering = openRemembering({ history, answers, settings, state, messages }, notices, place)
  const { plain: plainPictures, pictures, screenCapture, prepareScreen } = openPictures({
    ...{ stage, wanted, windows, desktop, own, messages, keeps },
    settings: () => settings.current(),
    isMenuOpen: () => layer.isOpen,
  })
  const home = new HomeWindow({
    window: () => windows.ensure('home'),
    show() {
      windowSpeech.shown('home')
      windows.showHome()
    },
    tell: (view, focus, line) => void windows.whenLoaded('home', () => ipc.send('home', 'home:view', { view, focus, ...(line === undefined ? {} : { line }) })),
    active,
    activate,
  })
  const narrating = new NarrationSwitch({
    screen: (source) => narratedScreen({ ...{ desktop, own }, pictures: plainPictures, screen: screenCapture, now: () => performance.now() }, source),
    ...{ wanted, narrator, voice, answering, state, messages },
    camera: new HeldCamera(stage),
    settings: () => profiles.settings(),
    change: (patch) => void profiles.inFront(settings).change(patch),
    isMuted: () => profiles.current?.muted === true,
    idle: () => powerMonitor.getSystemIdleTime(),
    clock: { now: () => performance.now(), wait: (milliseconds, signal) => wait(milliseconds, undefined, { signal }).catch(() => undefined) },
  })
  const subjects = new AskSubjects({ answers, pictures, origins: pictures, messages, now: Date.now })
  const asking = new TypedQuestions({
    ...{ answering, subjects, narrator, messages },
    window: { isInFront: () => home.isAsking, show: () => home.show('ask', 'heading'), close: () => home.closePassing() },
    about: (about) => state.change(about === null ? { asking: null } : { asking: { about }, understood: null }),
    opened: (sentence) => {
      // Nothing else says that the field is there, where no reader reads it.
      if (!state.state.reader && !state.state.saysFocus) void answering.say([{ text: sentence, lang: messages().locale }])
    },
    refuse: (failed) => void answering.tell('ask', async () => failed),
  })
  const features = createFeatures({ ...{ answering, answers, narrator, voice, pictures, origins: pictures, subjects, asking, desktop, stage, wanted, settings, profiles, state, messages, tell }, now: Date.now })
  const descry: Descry = new Descry({
    features,
    answering,
    answers,
    narrator,
    voice,
    pictures,
    narrating,
    asking,
    messages,
    tell,
    settings: () => profiles.settings(),
    showHome: (view, focus, line) => void home.show(view, focus, line),
    writeText: (text) => void clipboard.writeText(text),
    statusSentences: async () => {
      await refresh()
      return statusSentences(state.state, messages())
    },
    learnKeys: (on) => keys.learn(on),
    isLearning: () => keys.isLearning,
    now: Date.now,
  })
  const menuLetters = new MenuLetters({
    registry: globalShortcut,
    areWanted: () => system === 'linux' && whyUnsupported(env) !== 'Wayland' && state.state.reader,
    run: (command) => void layer.choose(command),
    now: () => performance.now(),
  })
  const layer: Layer<TakenPicture> = new Layer<TakenPicture>({
    take: () => pictures.take('screen', new AbortController().signal),
    showMenu: () => {
      menuLetters.hold()
      windows.showMenu()
      void windows.whenLoaded('menu', () => ipc.send('menu', 'menu:opened', {}))
      // Nothing else says that it is there, where no reader reads it.
      if (!state.state.reader && !state.state.saysFocus && !answering.busy) descry.say(settings.current().verbosity.hints === 'words' ? 'app.menu' : 'app.menu.short')
    },
    hideMenu: () => {
      menuLetters.release()
      windows.get('menu')?.hide()
    },
    active,
    activate,
    run: (command, taken) => {
      log.event('command', ['menu', command])
      descry.runFromLayer(command, taken)
    },
  })

  const beside = new Set(neighbours(platform, env.XDG_CURRENT_DESKTOP, []))
  const globalKeys = new GlobalKeys({
    registry: globalShortcut,
    system,
    neighbours: beside,
    // On Wayland the answer of `register` says nothing: the user may have refused.
    trusted: platform !== 'linux' || whyUnsupported(env) !== 'Wayland',
    run: (id) => keys.press(id),
    changed: () => tellKeys(),
  })
  const keys = new KeysAtWork({
    keys: globalKeys,
    system,
    messages,
    act(id: KeyId, press) {
      log.event('command', id === 'layer' ? [] : [id])
      if (id === 'layer') void layer.press()
      else if (id === 'describe-screen' && press === 'once' && isIntroduction()) actions.describeSample()
      else descry.run(id, press)
    },
    say: (text) => void answering.say([{ text, lang: messages().locale }]),
    pressed: (id) => void ipc.send('home', 'key:pressed', { id }),
    learning: (learningKeys) => state.change({ learningKeys }),
    now: () => performance.now(),
  })
  /** In the introduction the describe key is tried on the picture that comes with Descry. */
  const isIntroduction = (): boolean =>
    !settings.current().firstRunDone && homeIsInFront()
  /** Takes the keys, once it is known who else uses some. */
  async function takeKeys(): Promise<void> {
    const reader = await desktop.screenReader()
    if (reader) beside.add(reader)
    for (const one of await runningNeighbours(platform, () => processNames(platform, { runtime: env['XDG_RUNTIME_DIR'] }))) beside.add(one)
    globalKeys.start(settings.current().keys)
    tellKeys()
  }
  const tellKeys = (): void => state.change({ keys: keys.views() })
  const tellDisplays = (): void => state.change({ displays: displayViews(screen.getAllDisplays(), screen.getPrimaryDisplay().id, messages()) })
  for (const event of ['display-added', 'display-removed', 'display-metrics-changed'] as const) screen.on(event as 'display-added', tellDisplays)
  tellDisplays()

  /** What may change without Descry: who reads and who would speak. */
  const reader = new ReaderAtWork({
    ...{ voice, state, messages, tell, settings: () => settings.current() },
    isQuiet: () => profiles.settings().quiet,
    known: () => desktop.screenReader(),
    any: async () => (await desktop.someReader()) || voice.readerRuns(),
    came(name) {
      beside.add(name)
      tellKeys()
    },
    ask: () => void home.show('home', 'heading'),
    timers: { setTimeout: (run, after) => setTimeout(run, after).unref(), clearTimeout },
  })
  const refresh = () => reader.refresh()
  async function refreshEngine(): Promise<void> {
    const status = await narrator.status()
    state.change({ engine: engineState(status, messages()) })
    if (status.device) device.show(status.device)
  }

  const whoSpeaks = (): string => JSON.stringify([settings.current().voice.route, settings.current().voice.name, messages().locale])
  let spoke = whoSpeaks()
  settings.watch((now) => {
    profiles.apply()
    voice.change(voiceChange(profiles.settings()))
    const isOtherLanguage = state.state.locale !== messages().locale
    state.change({ settings: now, locale: messages().locale })
    reader.apply()
    // Another voice may speak now, or the same ones have other names.
    if (whoSpeaks() !== spoke) void refresh()
    spoke = whoSpeaks()
    if (!isOtherLanguage) return
    tellKeys()
    tellDisplays()
    void refreshEngine()
  })
  const windowSpeech = new WindowSpeech({
    voice: heard,
    // Nor into a question that is being spoken.
    speaks: () => state.state.saysFocus && state.state.listening === null,
    isFocused: (window) => windows.get(window)?.isFocused() ?? false,
    isLearning: () => keys.isLearning,
    sayOwn: (words) => void answering.say([words]),
  })
  const actions = createActions({ ...{ voice, asking, listening: features.listening, descry, answers, answering, remembering, state, settings, layer, home, keys, globalKeys, profiles }, models, inUse, messages, tellKeys, zoom: (zoom) => windows.zoomHome(zoom), windowSpeech })
  handleWindows(ipc, actions, messages, (failed) => {
    if (!state.state.reader) windowSpeech.refused(failureSentence(failed, messages()))
  })

  /** A command line that fails for a reason of ours: noted, and said to whoever waits for it. */
  const run: typeof runCommand = (argv, io) =>
    runCommand(argv, io).catch((error: unknown) => {
      log.fault(error)
      io.stderr.write(`${messages().say('app.fault')}\n`)
      return 1
    })
  /** Hears commands of other processes: verbs that are handed over, and what speaks or stops by itself. */
  async function listen(): Promise<{ close(): Promise<unknown> }> {
    const verbs = listenForVerbs(place, run, {
      services: appServices({ history: remembering, narrating, narrator, voice, answering, answers, descry, pictures, store, models, inUse, subjects, changes: features.changes, listening: features.listening, doubt: () => settings.current().doubt, openHome: () => descry.openHome() }),
      ...{ platform, env, now: () => ours.now() },
    })
    const stops = listenForStop(place, process.pid, async (request) => {
      const isStop = request.request === 'stop'
      const busy = answering.busy || (isStop && narrating.isOn)
      if (isStop) {
        narrating.stop()
        await answering.stop()
      }
      // What was asked in this process, by key or by a handed-over command, comes back to us, too.
      else if (ours.has(request.since)) return false
      else answering.cancel()
      return busy
    })
    return { close: async () => Promise.all([(await verbs)?.close(), (await stops)?.close()]) }
  }
  async function close(): Promise<void> {
    globalShortcut.unregisterAll()
    narrating.end()
    reader.stop()
    profiles.stop()
    answering.cancel()
    desktop.close()
    await Promise.allSettled([models.close(), narrator.close(), voice.close(), remembering.close()])
    stage.close()
  }
  profiles.start()
  return { ...{ answering, descry, home, keys, layer, messages, models, inUse, state, store, tell, windowSpeech }, takeKeys, prepareScreen, refresh, refreshEngine, listen, close }
}

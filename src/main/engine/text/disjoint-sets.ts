/** Which of a growing number of things belong together: a union-find, with paths made short as they are walked. */
export class DisjointSets {
  readonly #parents: number[]

  /** @param count things, each alone at first, counted from 0 */
  constructor(count = 0) {
    this.#parents = Array.from({ length: count }, (_, i) => i)
  }

  /** One more, alone. @returns its number */
  add(): number {
    return this.#parents.push(this.#parents.length) - 1
  }

  /** The one that stands for all that belong with this one. */
  find(one: number): number {
    const parents = this.#parents
    let root = one
    while (parents[root] !== root) root = parents[root] ?? root
    for (let at = one; parents[at] !== root; ) {
      const next = parents[at] ?? root
      parents[at] = root
      at = next
    }
    return root
  }

  /** Both, and all with them, belong together; what stood for the second stands for all. */
  join(one: number, other: number): void {
    this.#parents[this.find(one)] = this.find(other)
  }
}

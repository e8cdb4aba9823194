/** The part of the npm package `x11` that Descry uses, as its lib/corereqs.js and lib/xcore.js have it. */
declare module 'x11' {
  export interface XEvent {
    readonly name?: string
    readonly wid?: number
    readonly atom?: number
    readonly time?: number
  }
  export interface XScreen {
    readonly root: number
  }
  export interface XDisplay {
    readonly screen: readonly XScreen[]
    readonly client: XClient
  }
  export interface XProperty {
    readonly type: number
    readonly format: number
    readonly data: Buffer
  }
  export interface XAttributes {
    /** 1: can be drawn on; 2: for input only. */
    readonly klass: number
    /** 0: unmapped; 1: mapped, but an ancestor is not; 2: viewable. */
    readonly mapState: number
    readonly overrideRedirect: number
    readonly visual: number
  }
  export interface XGeometry {
    readonly xPos: number
    readonly yPos: number
    readonly width: number
    readonly height: number
    readonly borderWidth: number
    readonly depth: number
  }
  /** A handler returns true when it has dealt with the error; else the client emits it. */
  export type Done<T> = (error: unknown, value: T) => boolean
  export interface XClient {
    readonly screenNum: number | string
    /** Names of atoms and their numbers, kept by InternAtom. */
    atoms: Readonly<Record<string, number>>
    on(event: 'event', listener: (event: XEvent) => void): this
    on(event: 'error', listener: (error: unknown) => void): this
    on(event: 'end', listener: () => void): this
    terminate(): void
    AllocID(): number
    InternAtom(onlyIfExists: boolean, name: string, done: Done<number>): void
    GetProperty(
      del: number,
      window: number,
      name: number,
      type: number,
      offset: number,
      length: number,
      done: Done<XProperty>,
    ): void
    ChangeProperty(
      mode: number,
      window: number,
      name: number,
      type: number,
      units: number,
      data: Buffer | number[],
      done?: Done<unknown>,
    ): void
    GetWindowAttributes(window: number, done: Done<XAttributes>): void
    ChangeWindowAttributes(window: number, values: Record<string, number>, done?: Done<unknown>): void
    GetGeometry(drawable: number, done: Done<XGeometry>): void
    QueryTree(window: number, done: Done<{ root: number; parent: number; children: number[] }>): void
    GetSelectionOwner(selection: number, done: Done<number>): void
    /** A row of key codes for each of the eight modifiers. */
    GetModifierMapping(done: Done<readonly number[][]>): void
    /** 32 bytes, one bit a key code. */
    QueryKeymap(done: Done<Buffer>): void
    SetSelectionOwner(owner: number, selection: number, time: number): void
    SendClientMessage(
      destination: number,
      window: number,
      type: number,
      format: number,
      data: number[],
      eventMask?: number,
    ): void
    CreateWindow(
      id: number,
      parent: number,
      x: number,
      y: number,
      width: number,
      height: number,
      border: number,
      depth: number,
      klass: number,
      visual: number,
      values: Record<string, number>,
      done?: Done<unknown>,
    ): void
    MapWindow(window: number): void
    UnmapWindow(window: number): void
    DestroyWindow(window: number): void
    ConfigureWindow(window: number, values: Record<string, number>): void
    close(done?: (error?: unknown) => void): void
  }
  export interface XOptions {
    readonly display: string
    readonly shm?: boolean
    readonly disableBigRequests?: boolean
  }
  const x11: {
    createClient(options: XOptions, connected: (error: unknown, display: XDisplay | undefined) => void): XClient
    parseDisplay(display: string): { host: string; displayNum: string; screenNum: number | string }
    readonly eventMask: Readonly<Record<'PropertyChange' | 'SubstructureNotify', number>>
  }
  export default x11
}

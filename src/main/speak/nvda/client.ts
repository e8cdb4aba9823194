/** What a look at NVDA finds. */
export type NvdaLook =
  /** `pid` of its process, and whether it speaks SSML and reports marks: both came with NVDA 2024.1. */
  | { readonly state: 'running'; readonly pid: number | undefined; readonly ssml: boolean }
  /** `silent`: it does not answer; `no-library`: the client's file is nowhere; `broken-library`: it cannot be loaded. */
  | { readonly state: 'not-running' | 'silent' | 'no-library' | 'broken-library' }

/**
 * NVDA's controller client, version 2 (nvaccess/nvda: extras/controllerClient/readme.md and
 * nvdaHelper/interfaces/nvdaController/nvdaController.idl). Functions return as theirs do: 0 or a Windows
 * error code, see outcome.ts; undefined where no answer came in time. None throws.
 */
export interface ControllerClient {
  /** nvdaController_testIfRunning and nvdaController_getProcessId; speaks nothing. */
  look(milliseconds: number): Promise<NvdaLook>
  /** Queues plain text behind what NVDA speaks. */
  speakText(text: string): Promise<number | undefined>
  /**
   * Queues SSML, and returns when it was spoken to its end or cancelled; however long that takes. One at a
   * time.
   *
   * @param onMark hears the name of each mark that speech reaches, before the call returns; those of other
   *   texts, too
   */
  speakSsml(ssml: string, symbolLevel: number, onMark: (name: string) => void): Promise<number | undefined>
  /** Leaves the running speakSsml to itself, should it ever return: another one may be started. */
  abandon(): void
  /** Calls that were abandoned and have not returned. */
  readonly abandoned: number
  /** Silences all that NVDA speaks. */
  cancelSpeech(): Promise<number | undefined>
  /** Shows a text on the braille display, for as long as the user set in NVDA. */
  brailleMessage(text: string): Promise<number | undefined>
  /** Lets go of the library, which keeps its connection to an NVDA that may have ended. */
  renew(): Promise<void>
  close(): Promise<void>
}

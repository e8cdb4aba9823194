/** A script for a page, built into one text by the host's Vite configuration. Its global is `descryPage`. */
declare module '*?page-script' {
  const code: string
  export default code
}

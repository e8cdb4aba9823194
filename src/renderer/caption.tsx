import { CaptionBar } from './caption/caption-bar'
import { showPage } from './show-page'

showPage(<CaptionBar />)

import { HomePage } from './home/home-page'
import { SelfVoice } from './self-voice/self-voice'
import { showPage } from './show-page'

showPage(<HomePage />, <SelfVoice />)

import { listenForLetters } from './menu/letters'
import { MenuHelp } from './menu/menu-help'
import { LayerMenu } from './menu/layer-menu'
import { SelfVoice } from './self-voice/self-voice'
import { showPage } from './show-page'

// Before anything is drawn: a letter that comes at once must not be lost.
listenForLetters()
showPage(
  <>
    <LayerMenu />
    <MenuHelp />
  </>,
  <SelfVoice openedBy="menu:opened" />,
)

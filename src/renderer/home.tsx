import { HomePage } from './home/home-page'
import { showPage } from './show-page'

showPage(<HomePage />)

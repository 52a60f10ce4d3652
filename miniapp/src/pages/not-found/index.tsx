import { Empty } from '../../components/empty'
import { goHome } from '../../components/nav-home'
import { Page } from '../../components/page'
import { common } from '../../words/everywhere'
import { copy } from './copy'

export default function NotFound() {
  return (
    <Page title={copy.title}>
      <Empty icon="warn" title={copy.title} note={copy.note} action={{ id: 'go-home', words: common.home, onPress: goHome }} />
    </Page>
  )
}

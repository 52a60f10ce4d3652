import { Input, Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Button } from '../../../components/button'
import { Cell, CellGroup } from '../../../components/cell'
import { Empty, Failed } from '../../../components/empty'
import { Notice } from '../../../components/notice'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { useOnce } from '../../../hooks/use-once'
import { useSignedIn } from '../../../hooks/use-signed-in'
import { common } from '../../../words/everywhere'
import { Switch } from '../../components/switch'
import { copy } from './copy'
import { type ProfileHandle, useProfile } from './use-profile'
import './index.scss'

export default function ProfilePage() {
  const { session, signIn } = useSignedIn()
  const [login, loggingIn] = useOnce(signIn)
  const profile = useProfile(session ? session.token : undefined)
  const { remote } = profile
  return (
    <Page title={copy.title}>
      {session === null && (
        <Empty title={copy.signIn} action={{ id: 'sign-in', words: common.signIn, onPress: login, busy: loggingIn }} />
      )}
      {session !== null && remote.is === 'loading' && <Skeleton count={2} />}
      {session && remote.is === 'failed' && <Failed trouble={remote.trouble} onRetry={profile.reload} />}
      {session && remote.is === 'ready' && <Form profile={profile} allowed={remote.value.allowed} />}
    </Page>
  )
}

function Form({ profile, allowed }: { profile: ProfileHandle; allowed: boolean }) {
  const { allow, allowing, save, saving, problems } = profile
  return (
    <>
      <Notice id="why" kind="calm" icon="list" title={copy.why} note={copy.whyNote} />
      <CellGroup>
        <Switch
          id="allow"
          title={copy.consent}
          note={copy.consentNote}
          on={allowed}
          state={allowed ? copy.on : copy.off}
          busy={allowing}
          onPress={() => allow(!allowed)}
        />
      </CellGroup>
      <View className="profile__fields">
        <Field profile={profile} field="nickname" hint={copy.nicknameHint} type="nickname" most={40} />
        <Field profile={profile} field="phone" hint={copy.phoneHint} type="text" most={24} />
      </View>
      {problems.form && <Notice id="profile-trouble" kind="bad" title={problems.form} />}
      <View className="profile__save">
        <Button id="save" block busy={saving} onPress={save}>
          {copy.save}
        </Button>
      </View>
      <CellGroup>
        <Cell
          id="to-privacy"
          icon="flag"
          title={copy.privacy}
          onPress={() => void Taro.navigateTo({ url: '/guest/pages/privacy/index' })}
        />
      </CellGroup>
    </>
  )
}

interface FieldProps {
  profile: ProfileHandle
  field: 'nickname' | 'phone'
  hint: string
  type: 'nickname' | 'text'
  most: number
}

function Field({ profile: { told, type: change, problems }, field, hint, type, most }: FieldProps) {
  const problem = problems[field]
  return (
    <View className={`profile__field ${problem ? 'profile__field--bad' : ''}`}>
      <Text className="profile__label">{copy[field]}</Text>
      <View className="profile__box">
        <Input
          id={field}
          className="profile__input"
          type={type}
          ariaLabel={copy[field]}
          placeholder={hint}
          maxlength={most}
          value={told[field]}
          onInput={(event) => change({ [field]: event.detail.value })}
        />
      </View>
      {problem && (
        <View id={`problem-${field}`} className="profile__problem" ariaRole="alert">
          {problem}
        </View>
      )}
    </View>
  )
}

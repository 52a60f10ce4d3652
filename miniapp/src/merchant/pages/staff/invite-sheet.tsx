import { Input, Text, View } from '@tarojs/components'
import { useRef, useState } from 'react'
import type { CallOf, OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { newKey } from '../../../api/key'
import { Button } from '../../../components/button'
import { Icon } from '../../../components/icon'
import { Notice } from '../../../components/notice'
import { Popup } from '../../../components/popup'
import { useOnce } from '../../../hooks/use-once'
import { troubleWords } from '../../../words/trouble'
import type { Store } from '../../stores/use-stores'
import { copy } from './invite-copy'
import { Made } from './made'
import { mostNames, namesIn } from './names'

export type Invitation = OutputOf<'inviteStaff'>['invitations'][number]
type Role = CallOf<'inviteStaff'>['role']

interface Props {
  open: boolean
  /** What the caller may make people. */
  roles: Role[]
  stores: Store[]
  merchant: string
  made: Invitation[] | undefined
  onMade(made: Invitation[]): void
  onClose(): void
}

const atStores = (role: Role | undefined) => role === 'clerk' || role === 'manager'

/** One form for one person or many; then what to send to each. */
export function InviteSheet({ open, roles, stores, merchant, made, onMade, onClose }: Props) {
  const only = stores.length === 1 ? stores.map(({ storeId }) => storeId) : []
  const [role, setRole] = useState<Role | undefined>(roles[0])
  const [chosen, setChosen] = useState<string[]>(only)
  const [text, setText] = useState('')
  const [missing, setMissing] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const key = useRef<{ of: string; key: string } | undefined>(undefined)
  const names = namesIn(text)
  const count = names.is === 'ready' ? Math.max(1, names.names.length) : 1

  const [make, making] = useOnce(async () => {
    if (!role || names.is !== 'ready') return
    if (atStores(role) && chosen.length === 0) return setMissing(true)
    setTrouble(undefined)
    const people = names.names.length > 0 ? { people: names.names.map((name) => ({ name })) } : {}
    const form = { role, ...(atStores(role) && { storeIds: chosen }), ...people }
    // The same wish keeps its key, so that a lost answer makes no second round of invitations.
    const of = JSON.stringify(form)
    if (key.current?.of !== of) key.current = { of, key: newKey() }
    try {
      const { invitations } = await call('inviteStaff', form, { key: key.current.key })
      key.current = undefined
      setText('')
      onMade(invitations)
    } catch (why) {
      setTrouble(why)
    }
  })

  const toggle = (storeId: string) => {
    setMissing(false)
    setChosen((now) => (now.includes(storeId) ? now.filter((one) => one !== storeId) : [...now, storeId]))
  }
  const all = chosen.length === stores.length

  return (
    <Popup open={open} title={made ? copy.madeTitle(made.length) : copy.title} onClose={onClose}>
      {made ? (
        <Made made={made} merchant={merchant} onDone={onClose} />
      ) : (
        <View className="invite">
          {roles.length > 1 && (
            <View className="invite__part">
              <Text className="invite__label">{copy.role}</Text>
              <View className="invite__roles" ariaRole="radiogroup">
                {roles.map((one) => (
                  <View
                    key={one}
                    id={`role-${one}`}
                    className={`invite__role ${one === role ? 'invite__role--on' : ''}`}
                    ariaRole="radio"
                    {...{ ariaChecked: one === role }}
                    onClick={() => setRole(one)}
                  >
                    {one === role && <Icon name="check" ink="pine" size="small" />}
                    <Text>{copy[one]}</Text>
                  </View>
                ))}
              </View>
            </View>
          )}
          {atStores(role) && stores.length > 1 && (
            <View className="invite__part">
              <View className="invite__head">
                <Text className="invite__label">{copy.stores}</Text>
                <Button
                  id="every-store"
                  kind="plain"
                  small
                  onPress={() => setChosen(all ? [] : stores.map(({ storeId }) => storeId))}
                >
                  {copy.everyStore}
                </Button>
              </View>
              <View className="invite__stores">
                {stores.map(({ storeId, name }) => (
                  <View
                    key={storeId}
                    id={`at-${storeId}`}
                    className={`invite__store ${chosen.includes(storeId) ? 'invite__store--on' : ''}`}
                    ariaRole="button"
                    {...{ ariaPressed: chosen.includes(storeId) }}
                    onClick={() => toggle(storeId)}
                  >
                    <Text>{name}</Text>
                    {chosen.includes(storeId) && <Icon name="check" ink="pine" />}
                  </View>
                ))}
              </View>
              {missing && (
                <Text id="stores-missing" className="invite__bad">
                  {copy.storesMissing}
                </Text>
              )}
            </View>
          )}
          <View className="invite__part">
            <Text className="invite__label">{copy.names}</Text>
            <View className="invite__box">
              <Input
                id="names"
                className="invite__input"
                ariaLabel={copy.names}
                placeholder={copy.namesHint}
                maxlength={1200}
                value={text}
                onInput={(event) => setText(event.detail.value)}
              />
            </View>
            {names.is === 'wrong' && (
              <Text id="names-wrong" className="invite__bad">
                {names.why === 'tooMany' ? copy.tooMany(mostNames) : copy.tooLong}
              </Text>
            )}
          </View>
          {trouble !== undefined && <Notice id="invite-trouble" kind="bad" title={troubleWords(trouble)} />}
          <Button id="make" block busy={making} disabled={names.is === 'wrong'} onPress={make}>
            {making ? copy.making : copy.make(count)}
          </Button>
        </View>
      )}
    </Popup>
  )
}

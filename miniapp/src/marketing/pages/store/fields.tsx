import { Input, Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Button } from '../../../components/button'
import { useOnce } from '../../../hooks/use-once'
import { whereAmI } from '../../../platform/place'
import { Heading } from '../../form/field'
import { copy } from './copy'
import { ClosedDays, DayEnd, SpecialHours, WeekHours } from './lines'
import { type Props, Row } from './row'

type Written = 'name' | 'city' | 'address' | 'phone' | 'lat' | 'lng' | 'zone'

/** The whole form of a store. */
export function Fields({ draft, faults, onChange }: Props) {
  // Nobody knows the coordinates of their own shop: who stands in it need not.
  const [useHere, looking] = useOnce(async () => {
    const place = await whereAmI()
    if (!place) return void Taro.showToast({ title: copy.noPlace, icon: 'none' })
    onChange({ lat: place.lat.toFixed(6), lng: place.lng.toFixed(6) })
  })
  const written = (field: Written, label: string, most: number, hint = '', type: 'text' | 'digit' = 'text') => (
    <Row field={field} label={label} faults={faults} words={draft[field] === '' ? copy.needed : copy.wrong}>
      <View className="row__box">
        <Input
          id={field}
          className="row__input"
          type={type}
          ariaLabel={label}
          placeholder={hint}
          maxlength={most}
          value={draft[field]}
          onInput={(event) => onChange({ [field]: event.detail.value })}
        />
      </View>
    </Row>
  )
  return (
    <View className="storeform">
      <View className="create__part">
        <Heading words={copy.about} />
        {written('name', copy.name, 60, copy.nameHint)}
        <View className="create__pair">
          {written('city', copy.city, 30)}
          {written('phone', copy.phone, 30)}
        </View>
        {written('address', copy.address, 120)}
        <View className="create__pair">
          {written('lng', copy.lng, 20, '104.0808')}
          {written('lat', copy.lat, 20, '30.6574')}
        </View>
        <Text className="create__note">{copy.placeNote}</Text>
        <View className="create__here">
          <Button id="use-here" kind="soft" small busy={looking} onPress={useHere}>
            {copy.here}
          </Button>
        </View>
        {written('zone', copy.zone, 40, 'Asia/Shanghai')}
      </View>
      <View className="create__part">
        <Heading words={copy.hours} />
        <Text className="create__note">{copy.hoursNote}</Text>
        <WeekHours draft={draft} faults={faults} onChange={onChange} />
        <DayEnd draft={draft} faults={faults} onChange={onChange} />
      </View>
      <View className="create__part">
        <Heading words={copy.special} />
        <ClosedDays draft={draft} faults={faults} onChange={onChange} />
        <SpecialHours draft={draft} faults={faults} onChange={onChange} />
      </View>
    </View>
  )
}

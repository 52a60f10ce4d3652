import { Input, Text, View } from '@tarojs/components'
import { Refusal } from '../../../api/trouble'
import { Button } from '../../../components/button'
import { Cell, CellGroup } from '../../../components/cell'
import { Icon } from '../../../components/icon'
import { Notice } from '../../../components/notice'
import { groupedCode, readTyped } from '../../../words/code'
import { troubleWords } from '../../../words/trouble'
import { copy } from './copy'
import type { Counter } from './use-counter'

/** WeChat's number field takes digits only: there the groups are shown below it, on the web inside it. */
const groupsInside = process.env.TARO_ENV === 'h5'
const scans = process.env.TARO_ENV !== 'h5'

export function Enter({ counter, onToday, onAssist }: { counter: Counter; onToday(): void; onAssist?: () => void }) {
  const { draft, change, fault, trouble, look, scan, scanning } = counter
  const typed = readTyped(draft.text)
  const isQr = typed.is === 'qr'
  const isElsewhere = trouble instanceof Refusal && Boolean(trouble.details?.onDutyAt)
  const digits = draft.text.replace(/[\s-]/g, '')
  const shown = isQr || !groupsInside ? draft.text : groupedCode(digits)
  const codeNote =
    typed.is === 'short' && (fault === 'code' || digits.length > 8) ? copy.missing(typed.missing) : isQr ? copy.pasted : ''
  return (
    <View>
      {scans && (
        <View className="counter__scan">
          <Button id="scan" block busy={scanning} onPress={scan}>
            {copy.scan}
          </Button>
        </View>
      )}
      <View className="field">
        <Text className="field__label">{copy.typedLabel}</Text>
        <View className={`field__box ${fault === 'code' ? 'field__box--bad' : ''}`}>
          <Input
            id="typed-code"
            className="field__input field__input--code"
            type="number"
            ariaLabel={copy.typedLabel}
            placeholder={copy.typedHint}
            maxlength={groupsInside ? 400 : 16}
            value={shown}
            focus={groupsInside}
            onInput={(event) => change({ text: event.detail.value })}
            onConfirm={look}
          />
          {draft.text !== '' && (
            <View
              id="clear"
              className="field__clear"
              ariaRole="button"
              ariaLabel={copy.clear}
              onClick={() => change({ text: '' })}
            >
              <Icon name="cross" size="small" ink="soft" />
            </View>
          )}
        </View>
        {!groupsInside && !isQr && digits.length > 4 && <Text className="field__echo">{groupedCode(digits)}</Text>}
        {codeNote && <Text className={`field__note ${fault === 'code' ? 'field__note--bad' : ''}`}>{codeNote}</Text>}
      </View>
      <BillField counter={counter} />
      {trouble !== undefined && (
        <Notice id="trouble" kind="bad" title={isElsewhere ? copy.dutyElsewhere : troubleWords(trouble)} />
      )}
      <CellGroup>
        <Cell id="to-today" icon="list" title={copy.today} onPress={onToday} />
        {onAssist && <Cell id="to-assist" icon="phone" title={copy.assist} note={copy.assistNote} onPress={onAssist} />}
      </CellGroup>
    </View>
  )
}

/** The bill decides the discount; asked for here or on the look. */
export function BillField({ counter }: { counter: Counter }) {
  const { draft, change, fault, look } = counter
  return (
    <View className="field">
      <Text className="field__label">{copy.billLabel}</Text>
      <View className={`field__box ${fault === 'bill' ? 'field__box--bad' : ''}`}>
        <Text className="field__sign">¥</Text>
        <Input
          id="bill"
          className="field__input field__input--money"
          type="digit"
          ariaLabel={copy.billLabel}
          placeholder={copy.billHint}
          maxlength={12}
          value={draft.bill}
          onInput={(event) => change({ bill: event.detail.value })}
          onConfirm={look}
        />
      </View>
      {fault === 'bill' && <Text className="field__note field__note--bad">{copy.billBad}</Text>}
    </View>
  )
}

export function EnterBar({ counter }: { counter: Counter }) {
  const { draft, look, looking } = counter
  const { is } = readTyped(draft.text)
  return (
    <Button id="look" block busy={looking} disabled={is === 'empty'} onPress={look}>
      {looking ? copy.looking : copy.look}
    </Button>
  )
}

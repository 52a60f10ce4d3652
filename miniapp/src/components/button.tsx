import { Button as Native, Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import './button.scss'

interface Props {
  id: string
  children: ReactNode
  onPress?: () => void
  kind?: 'main' | 'soft' | 'plain' | 'danger'
  busy?: boolean
  disabled?: boolean
  block?: boolean
  small?: boolean
  label?: string
  /** WeChat's own doors. */
  openType?: 'share' | 'agreePrivacyAuthorization'
  onAgree?: () => void
}

/** At least 44 px high; busy and disabled ones do nothing. */
export function Button({
  id,
  children,
  onPress,
  kind = 'main',
  busy,
  disabled,
  block,
  small,
  label,
  openType,
  onAgree,
}: Props) {
  const dead = disabled || busy
  const look = `button button--${kind} ${block ? 'button--block' : ''} ${small ? 'button--small' : ''} ${disabled ? 'button--off' : ''}`
  return (
    <Native
      id={id}
      className={look}
      disabled={dead}
      openType={openType}
      onAgreePrivacyAuthorization={onAgree}
      ariaLabel={label}
      hoverClass={dead ? 'none' : 'button--down'}
      onClick={() => !dead && onPress?.()}
    >
      {busy && <View className="button__wheel" />}
      <Text>{children}</Text>
    </Native>
  )
}

interface Props {
  id: string
  mode: 'date' | 'time'
  value: string
  label: string
  onPick(value: string): void
}

/** A day or a time of day, by the browser's own field. */
export function Pick({ id, mode, value, label, onPick }: Props) {
  return (
    <input
      id={id}
      className="el-input pick"
      type={mode}
      aria-label={label}
      value={value}
      onChange={(event) => onPick(event.target.value)}
    />
  )
}

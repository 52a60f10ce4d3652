/** Only a desktop has no WeChat of its own to log in with. */
export const DeskDoor = (_: { to: string }) => null

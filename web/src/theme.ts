import type { ThemeConfig } from 'antd'

/** Colours of meaning, used by components and charts alike. */
export const COLOUR = {
  yes: '#a8323e',
  no: '#5f8a7a',
  unknown: '#b9a26a',
  ink: '#1f2a37',
  faint: '#6b7788',
  line: '#dfe4ea',
  brand: '#17375e',
  data: '#3f6f9f',
} as const

export const FONT = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', 'Helvetica Neue', Arial, sans-serif"

export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#1f4e86',
    colorError: COLOUR.yes,
    colorText: COLOUR.ink,
    colorTextSecondary: '#566275',
    colorBorderSecondary: COLOUR.line,
    borderRadius: 4,
    fontFamily: FONT,
    fontSize: 14,
    wireframe: false,
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
  },
  components: {
    Table: { headerBg: '#f3f6f9', headerColor: '#435066', cellPaddingBlockSM: 7, cellPaddingInlineSM: 10, rowHoverBg: '#f4f8fc' },
    Tag: { borderRadiusSM: 3 },
  },
}

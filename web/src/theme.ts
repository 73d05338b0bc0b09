import type { ThemeConfig } from 'antd'

const FONT = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', 'Helvetica Neue', Arial, sans-serif"

export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#1f4e86',
    colorError: '#a8323e',
    colorText: '#1f2a37',
    colorTextSecondary: '#566275',
    colorBorderSecondary: '#dfe4ea',
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

/** A bank puts its own name, logo and colours here; nothing else names a colour. */
export const brand = {
  name: '管户',
  bankName: '江海银行',
  colors: {
    ink: '#14213D', ink2: '#4A5876', ink3: '#616C86',
    line: '#E6E9F0', ground: '#F5F7FA', surface: '#FFFFFF',
    primary: '#1F4FD8', primaryHover: '#3862E0', primaryTint: '#EDF2FF',
    gold: '#C9973F', goldText: '#855B10', goldTint: '#FBF5E9',
    warm: '#CF3A26', good: '#16794C', warn: '#A65608', bad: '#C4281C',
  },
  series: ['#0072B2', '#E69F00', '#009E73', '#CC79A7', '#56B4E9', '#D55E00'],
  radius: { card: 8, control: 6 },
  fontSizes: [12, 14, 16, 20, 28],
} as const;

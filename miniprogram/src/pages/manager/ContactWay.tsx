import { Image, Text, View } from '@tarojs/components';
import type { MyManager } from '../../lib/useMine.ts';
import './ContactWay.css';

type ContactWayProps = Pick<NonNullable<MyManager['manager']>, 'contactWay' | 'isAdded'>;

/** Leads to the manager in WeChat: by WeChat's own control in the mini-program, by a QR code in a page. */
export function ContactWay({ contactWay, isAdded }: ContactWayProps) {
  return (
    <View className="card card--padded contact-way">
      <Text className="heading">{isAdded ? '在微信中联系' : '添加客户经理'}</Text>
      <Text className="hint">{isAdded ? '您已添加，可以直接发消息。' : '添加后可以在微信里随时咨询。'}</Text>
      {contactWay === null && <Text className="hint hint--small">联系方式正在准备，请稍后再来。</Text>}
      {contactWay && (process.env.TARO_ENV === 'h5' ? <QrCode url={contactWay.qrCodeUrl} /> : <View className="contact-way__cell"><cell plugid={contactWay.configId} /></View>)}
    </View>
  );
}

const QrCode = ({ url }: { url: string }) => (
  <View className="contact-way__code">
    <Image className="contact-way__picture" src={url} mode="aspectFit" showMenuByLongpress data-testid="manager-qr" />
    <Text className="hint">长按识别二维码</Text>
  </View>
);

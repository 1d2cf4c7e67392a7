import { Text, View } from '@tarojs/components';
import { useQuery } from '@tanstack/react-query';
import { weekdayNames } from '../../../../shared/content/constants.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { api } from '../../lib/api.ts';
import { homeWords } from './words.ts';
import './Benefits.css';

/** This week's benefits by day; today's with what it takes. */
export function Benefits() {
  const query = useQuery({ queryKey: ['benefits'], queryFn: ({ signal }) => api.content.listBenefits({}, { signal }) });
  return (
    <Loaded query={query} lines={5}>
      {({ today, rows }) => (
        <View className="card benefits" data-testid="benefits">
          <Text className="heading benefits__title">本周权益</Text>
          {rows.length === 0 && <Text className="hint benefits__title">{homeWords.noBenefits}</Text>}
          {rows.map(({ weekday, hours, title, text }) => {
            const isToday = weekday === today;
            return (
              <View key={`${weekday} ${title}`} className={`benefit ${isToday ? 'benefit--today' : ''}`}>
                <Text className="benefit__day">{isToday ? '今天' : weekdayNames[weekday] ?? ''}</Text>
                <View className="benefit__words">
                  <Text className="benefit__title">{title}</Text>
                  <Text className="hint figures">{hours}</Text>
                  {isToday && <Text className="hint">{text}</Text>}
                </View>
              </View>
            );
          })}
        </View>
      )}
    </Loaded>
  );
}
